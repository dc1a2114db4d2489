import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laterReaches, type EditedPolicy } from '#contract/policies.ts';
import { warningLevels } from '#contract/warnings.ts';
import { checkPolicy } from '../../../server/policies/policy-check.rules.ts';
import { defaultRules, ladderOf } from '../../../server/policies/policies.rules.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';

const edited = (about: Partial<EditedPolicy> = {}): EditedPolicy => ({ ...defaultRules('red'), event: null, level: 'red', ...about });

/** The code that the edit is refused by and the paths that it names; null when it is let through. */
function refused(about: Partial<EditedPolicy>, id = 'any-red'): [string, string[]] | null {
  try {
    checkPolicy(id, edited(about));
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [error.code, (error.issues ?? []).map(({ path }) => path)];
  }
}

describe('an edited policy', () => {
  it.each(warningLevels)('may be what is built in (%s)', (level) => {
    expect(refused({ ...defaultRules(level), level }, `any-${level}`)).toBeNull();
  });

  it('is for the weather and level that its id names', () => {
    expect(refused({ event: 'typhoon' }, 'typhoon-red')).toBeNull();
    expect(refused({ event: 'typhoon' })).toEqual(['request/invalid', ['event']]);
    expect(refused({ level: 'blue' })).toEqual(['request/invalid', ['event']]);
  });

  it('names posts that exist', () => {
    expect(refused({ postKinds: ['villageLead', 'emperor', 'testDevice'] })).toEqual([
      'policy/unknown-post',
      ['postKinds.1', 'postKinds.2'],
    ]);
  });

  it('calls somebody', () => {
    expect(refused({ postKinds: [] })).toEqual(['policy/nobody', ['postKinds']]);
    expect(refused({ postKinds: [], callsHouseholds: true })).toBeNull();
  });

  it.each<[string, Partial<EditedPolicy>, string]>([
    ['no time to answer', { answerWithinMinutes: 0 }, 'answerWithinMinutes'],
    ['redials without a pause', { redials: { count: 3, withinMinutes: 0 } }, 'redials.withinMinutes'],
    ['more redials than seconds', { answerWithinMinutes: 0.1, redials: { count: 10, withinMinutes: 5 } }, 'redials.count'],
    ['reminders without a pause', { reminderMinutes: 0 }, 'reminderMinutes'],
  ])('waits between its steps: not %s', (_name, about, path) => {
    expect(refused(about)).toEqual(['policy/zero-delay', [path]]);
  });

  it('needs no pause between redials that it does not make', () => {
    expect(refused({ redials: { count: 0, withinMinutes: 0 } })).toBeNull();
  });

  it.each<[string, EditedPolicy['then'], string[]]>([
    ['the same one in two steps', [['deputy'], ['superior'], ['deputy']], ['then.2']],
    ['the same one twice in a step', [['superior', 'superior']], ['then.0']],
    ['a superior after the door', [['door'], ['superior']], ['then.1']],
    ['somebody beside the door', [['superior', 'door']], ['then.0']],
    ['the door twice', [['door'], ['door']], ['then.1', 'then.1']],
  ])('goes up and ends at the door: not %s', (_name, then, paths) => {
    expect(refused({ then })).toEqual(['policy/cycle', paths]);
  });

  it('names a channel once', () => {
    expect(refused({ channels: { order: ['sms', 'voice', 'sms'], atOnce: false } })).toEqual(['policy/cycle', ['channels.order']]);
  });

  it('asks in its message only for what messages have', () => {
    expect(refused({ message: { zh: '{level}{event}，{headline} {reply}', en: '{area}: {instruction} {link}' } })).toBeNull();
    expect(refused({ message: { zh: '{姓名}{event}', en: '{phone}' } })).toEqual([
      'policy/unknown-placeholder',
      ['message.zh', 'message.en'],
    ]);
  });

  it('never makes a ladder that rings without a pause, whatever else passes', () => {
    const about = fc.record({
      answerWithinMinutes: fc.oneof(fc.double({ min: 0, max: 2, noNaN: true }), fc.integer({ min: 0, max: 1440 })),
      redials: fc.record({ count: fc.nat(10), withinMinutes: fc.double({ min: 0, max: 1440, noNaN: true }) }),
      then: fc.array(fc.array(fc.constantFrom(...laterReaches), { minLength: 1, maxLength: 3 }), { maxLength: 4 }),
      superiorLevels: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(about, (changes) => {
        if (refused(changes) !== null) return;
        const rules = edited(changes);
        const ladder = ladderOf(rules);
        expect(ladder.every(({ waitSeconds }) => Number.isInteger(waitSeconds) && waitSeconds >= 1)).toBe(true);
        expect(ladder.flatMap(({ reaches }) => reaches)).not.toContain('door');
        const own = ladder.filter(({ reaches }) => reaches.includes('self'));
        expect(own.reduce((sum, { waitSeconds }) => sum + waitSeconds, 0)).toBe(Math.round(rules.answerWithinMinutes * 60));
      }),
      { seed: 20230728, numRuns: 500 },
    );
  });
});
