import { describe, expect, it } from 'vitest';
import type { CallOutReport } from '#contract/calls.ts';
import { issueOutcome, type Taken } from '../../../client/warnings/issue-outcome.view.ts';
import { aCallOut, aTally, aWarning } from '../../support/builders.ts';

const callOut: CallOutReport = { ...aCallOut(), ...aTally({ total: 40, answered: 2, silent: 30, superseded: 8 }) };
const taken: Taken = { warning: aWarning(), isNew: true, state: 'inForce', callOut, before: new Set(), stopped: 0, clock: null };
const cancel = { ...taken, warning: aWarning({ msgType: 'Cancel' }), callOut: null };

describe('what is said of a warning that was taken in', () => {
  it.each<[string, Partial<Taken>, string]>([
    ['it awaits its release', { callOut: { ...callOut, state: 'awaitingRelease' } }, '等待第二人放行：32 人尚未呼叫'],
    ['the call-out before goes on for it', { before: new Set([callOut.id]) }, '沿用进行中的叫应'],
    ['a newer version was there', { callOut: null, state: 'superseded' }, '更新的版本已经收到'],
    ['it calls nobody', { callOut: null, warning: aWarning({ placement: 'unplaced' }) }, '没有叫应任何人（无法定位）'],
    ['it had come in before', { isNew: false }, '没有再次叫应'],
  ])('is no success where %s', (_, about, words) => {
    const { text, outcome } = issueOutcome({ ...taken, ...about });
    expect([text, outcome]).toEqual([expect.stringContaining(words), 'partly']);
  });

  it('is one where people are called, with how many', () => {
    expect(issueOutcome(taken)).toEqual({ text: '预警已录入，开始叫应 32 人', outcome: 'done' });
  });

  it('says while the clock of a drill stands that nobody will be called further', () => {
    const clock = { at: '2026-11-30T00:00:00.000Z', setAt: '2026-11-30T00:00:00.000Z', rate: 1, paused: true };
    expect(issueOutcome({ ...taken, clock })).toEqual({
      text: '预警已录入，开始叫应 32 人；演练时钟已暂停，走动之前不会升级',
      outcome: 'partly',
    });
    expect(issueOutcome({ ...taken, clock: { ...clock, paused: false } })).toMatchObject({ outcome: 'done' });
  });

  it('tells a cancel that stopped something from one that stopped nothing', () => {
    expect(issueOutcome({ ...cancel, stopped: 2 })).toMatchObject({ outcome: 'done', text: expect.stringContaining('2 轮') as string });
    expect(issueOutcome(cancel)).toMatchObject({ outcome: 'partly', text: expect.stringContaining('没有进行中的叫应') as string });
  });

  it('does not pretend to know what could not be read', () => {
    expect(issueOutcome(null)).toMatchObject({ outcome: 'partly' });
  });
});
