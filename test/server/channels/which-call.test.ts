import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallId } from '#contract/calls.ts';
import { afterwards, meaningOf, type SentMessage } from '../../../server/channels/which-call.rules.ts';
import { noon } from '../../support/builders.ts';

const at = (seconds: number) => new Date(Date.parse(noon) + seconds * 1000);
/** When somebody had said something, long before or just now. */
const [long, justNow] = [at(-3600).toISOString(), at(560).toISOString()];

/** A message to the called person about a call of this name, which waits for an answer. */
function written(name: string, about: Partial<SentMessage> = {}): SentMessage {
  return {
    ...{
      attemptId: 1,
      carrierId: 1,
      callId: name as CallId,
      personId: 1,
      areaCode: '320623101000',
      reach: 'self' as const,
      isWritten: true,
      sentAt: at(0),
    },
    ...{ standing: 'owing' as const, progress: null, said: {} },
    ...about,
  };
}
const own = written;
const answered = (name: string, about: Partial<SentMessage> = {}) => written(name, { standing: 'answered', progress: 'heard', ...about });
const others = (name: string, about: Partial<SentMessage> = {}) => written(name, { reach: 'superior', personId: 1, ...about });
const over = (name: string, about: Partial<SentMessage> = {}) => written(name, { standing: 'over', ...about });
const later = { sentAt: at(300), attemptId: 2 };

const target = (text: string, all: readonly SentMessage[]) => meaningOf({ text, at: at(600) }, all).written?.callId;

describe('a reply', () => {
  it.each<[string, string, SentMessage[], string]>([
    ['that it was heard, with two calls open, the newer', '1', [own('typhoon'), own('rain', later)], 'rain'],
    ['heard, with the newer answered, the older', '1', [own('typhoon'), answered('rain', { ...later, said: { heard: long } })], 'typhoon'],
    ['heard, with an escalation in between, the own call', '1', [own('mine'), others('theirs', later)], 'mine'],
    [
      'heard, with nothing of its own open, whom it was to reach',
      '1',
      [answered('mine', { said: { heard: long } }), others('theirs')],
      'theirs',
    ],
    ['heard, of several to be reached, the newest', '1', [others('one'), others('two', later)], 'two'],
    ['in words that speak of somebody else, that one', '已联系到本人', [own('mine', later), others('theirs')], 'theirs'],
    ['收到, never somebody else', '收到', [answered('mine', { said: { heard: long } }), others('theirs', later)], 'mine'],
    ['heard, with all answered, the newest of the own', '1', [answered('one'), answered('two', later)], 'two'],
    ['heard, what still runs, before what is over', '1', [answered('runs'), over('ended', later)], 'runs'],
    ['heard, with all over, the newest', '1', [over('one'), over('two', later)], 'two'],
    ['of a step, the call that is being acted on', '3', [answered('typhoon'), own('rain', later)], 'typhoon'],
    ['of a step, of two being acted on the newer', '2', [answered('typhoon'), answered('rain', later)], 'rain'],
    ['of a step that was taken, the call that owes one', '2', [answered('typhoon', { progress: 'onPost' }), own('rain', later)], 'rain'],
    [
      'done, not the call that is done',
      '4',
      [answered('typhoon', { progress: 'acting' }), answered('rain', { ...later, progress: 'done' })],
      'typhoon',
    ],
    ['of a step, with no own call, whom it was to reach', '2', [others('theirs')], 'theirs'],
    ['for help, the own call, answered or not', '9', [answered('mine'), others('theirs', later)], 'mine'],
    ['for help, a call of which nothing was written', '救命', [own('unwritten', { isWritten: false })], 'unwritten'],
    [
      'for help, what was written, before what was not',
      '9',
      [own('written', { attemptId: 0 }), over('unwritten', { ...later, isWritten: false })],
      'written',
    ],
    ['for help, the newest of the own', '9', [answered('typhoon'), own('rain', later)], 'rain'],
    ['for help, with no own call, whom it was to reach', '9', [over('mine', later), others('theirs')], 'theirs'],
    ['cannot, the own call that is open', '0', [own('mine'), others('theirs', later)], 'mine'],
    ['cannot, after the own was answered, what was read last', '0', [answered('mine'), others('theirs', later)], 'theirs'],
    ['cannot, after the own was answered again', '0', [others('theirs'), answered('mine', later)], 'mine'],
    ['that nobody understands, the newest', '你是谁', [own('one'), others('two', later)], 'two'],
  ])('means, saying %s', (...[, text, all, expected]) => {
    expect(target(text, all)).toBe(expected);
    expect(target(text, all.toReversed())).toBe(expected);
  });

  it.each<[string, string, SentMessage[], string]>([
    [
      'the call that it answered, whatever else is open',
      '1',
      [own('typhoon'), answered('rain', { ...later, said: { heard: justNow } })],
      'rain',
    ],
    ['not somebody else', '1', [answered('mine', { said: { heard: justNow } }), others('theirs', later)], 'mine'],
    ['the own call, said before over another channel', '收到', [own('rain'), answered('typhoon', { said: { heard: justNow } })], 'typhoon'],
    ['the newer message that came since', '1', [answered('mine', { said: { heard: justNow } }), own('rain', { sentAt: at(570) })], 'rain'],
    [
      'not a message that nobody can have read yet',
      '1',
      [answered('mine', { said: { heard: justNow } }), own('rain', { sentAt: at(598) })],
      'mine',
    ],
    [
      'another call once it is no repetition any more',
      '1',
      [answered('mine', { said: { heard: at(-1).toISOString() } }), own('rain')],
      'rain',
    ],
    ['the same step', '3', [answered('typhoon', { progress: 'acting', said: { acting: justNow } }), own('rain', later)], 'typhoon'],
    [
      'another call, said in other words',
      '2',
      [answered('typhoon', { progress: 'onPost', said: { heard: justNow } }), own('rain')],
      'rain',
    ],
  ])('that comes again means %s', (...[, text, all, expected]) => {
    expect(target(text, all)).toBe(expected);
  });

  it('means nothing where nobody had written, and is understood all the same', () => {
    expect(meaningOf({ text: '收到', at: at(0) }, [])).toEqual({ kind: 'heard', written: undefined });
  });

  it('sent twice in a row answers one call, however many are open', () => {
    const some = fc.array(fc.record({ isOwn: fc.boolean(), sentAt: fc.nat(500) }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(some, fc.constantFrom('1', '2', '9', '0', '收到'), fc.integer({ min: 0, max: 599 }), (messages, text, seconds) => {
        const all = messages.map(({ isOwn, sentAt }, nr) => (isOwn ? own : others)(String(nr), { attemptId: nr, sentAt: at(sentAt) }));
        const first = meaningOf({ text, at: at(600) }, all);
        const second = meaningOf({ text, at: at(600 + seconds) }, afterwards(all, first, at(600)));
        expect(second.written?.callId).toBe(first.written?.callId);
      }),
    );
  });

  it('is followed by one that finds its call as the first has left it', () => {
    const all = [own('mine'), others('theirs')];
    const heard = afterwards(all, meaningOf({ text: '2', at: at(600) }, all), at(600));
    expect(heard).toMatchObject([{ standing: 'answered', progress: 'onPost' }, { standing: 'owing' }]);
    const passedOn = afterwards(all, { kind: 'needHelp', written: all[1] }, at(600));
    expect(passedOn).toMatchObject([{ standing: 'owing' }, { standing: 'owing', said: { needHelp: at(600).toISOString() } }]);
  });
});
