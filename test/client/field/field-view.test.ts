import { describe, expect, it } from 'vitest';
import type { ReceiptKind } from '#contract/calls.ts';
import type { FieldCall } from '#contract/field.ts';
import {
  countdown,
  incidentTime,
  isOver,
  isOwed,
  phaseOf,
  doorCheckOf,
  mapLink,
  isHelpAlone,
  progressOf,
  readingSeconds,
  reportKind,
  secondsLeft,
  shanghaiTime,
  shanghaiTimeToday,
  stepsOf,
  takesOver,
  wordsOf,
  type KeptCall,
} from '../../../client/field/field.view.ts';
import { sayerOf, type Say } from '../../../client/field/say.ts';
import { aCall, aFieldCall, noon } from '../../support/builders.ts';

const held = (about: Partial<FieldCall>): KeptCall => ({ token: 't', field: aFieldCall(about), readAt: 1_000 });
const statesOf = (progress: FieldCall['call']['progress'], about: { pending?: ReceiptKind[]; isRead?: boolean } = {}) =>
  stepsOf({ progress, needHelp: false }, { pending: [], isOwn: true, isRead: true, ...about })
    .map((step) => step.state)
    .join(' ');

describe('the words of a call', () => {
  const field = aFieldCall();

  it("are the warning's own, also on a page that was kept before there were others", () => {
    const { description, instruction } = field;
    expect(wordsOf(field, 'zh-CN')).toEqual({ own: '', description, instruction });
    const { message: _, ...kept } = field;
    expect(wordsOf(kept as FieldCall, 'en')).toEqual({ own: '', description, instruction });
  });

  it("begin with the policy's, in the language of the page, and say nothing twice", () => {
    const message = { zh: `立即转移。${field.instruction}`, en: 'Move now.' };
    expect(wordsOf({ ...field, message }, 'zh-CN')).toEqual({ own: message.zh, description: field.description, instruction: '' });
    expect(wordsOf({ ...field, message }, 'en')).toMatchObject({ own: 'Move now.', instruction: field.instruction });
  });
});

describe('the phase of a call', () => {
  it('is what its person has to know', () => {
    const phase = (state: FieldCall['call']['state'], callOutState: FieldCall['callOutState'] = 'running') =>
      phaseOf({ call: aCall({ state }), callOutState });
    expect(phase('silent')).toBe('calling');
    expect(phase('escalated')).toBe('escalated');
    expect(phase('superseded', 'closed')).toBe('superseded');
    expect(phase('answered', 'cancelled')).toBe('cancelled');
  });

  it('says whether an answer is owed, and whether all is over', () => {
    const owed = (['silent', 'escalated', 'unroused', 'answered', 'stale', 'superseded'] as const).filter((state) =>
      isOwed(aFieldCall({ call: aCall({ state }) })),
    );
    expect(owed).toEqual(['silent', 'escalated', 'unroused']);
    expect((['answered', 'stale', 'superseded', 'cancelled'] as const).map(isOver)).toEqual([false, true, true, true]);
  });
});

describe('the countdown', () => {
  it('runs in the time of the incident, which may be faster than the wall', () => {
    const fast = held({ now: noon, clockRate: 10, call: aCall({ dueAt: '2026-07-26T04:10:00.000Z' }) });
    expect(incidentTime(fast, 31_000).toISOString()).toBe('2026-07-26T04:05:00.000Z');
    expect(secondsLeft(fast, 31_000)).toBe(300);
  });

  it('stands still while the clock is paused', () => {
    const paused = held({ now: noon, clockRate: 0, call: aCall({ dueAt: '2026-07-26T04:01:00.000Z' }) });
    expect(secondsLeft(paused, 999_999)).toBe(60);
  });

  it('goes below zero once the time is over, and is none when nothing is due', () => {
    expect(secondsLeft(held({ now: noon, call: aCall({ dueAt: noon }) }), 11_000)).toBe(-10);
    expect(secondsLeft(held({ call: aCall({ dueAt: null }) }), 1_000)).toBeNull();
  });

  it('never runs backwards when the clock of the device is set back', () => {
    expect(incidentTime(held({ now: noon }), 0).toISOString()).toBe(noon);
  });

  it('is never written like a time of day', () => {
    const written = (say: Say) => [0, 59, 851, 3_600, 3_852].map((seconds) => countdown(seconds, say));
    expect(written(sayerOf('zh-CN'))).toEqual(['0 秒', '59 秒', '14 分 11 秒', '1 时 0 分', '1 时 4 分']);
    expect(written(sayerOf('en'))).toEqual(['0 s', '59 s', '14 min 11 s', '1 h 0 min', '1 h 4 min']);
  });
});

describe('reading a long message', () => {
  it('takes as long as it would be spoken, between 3 and 20 seconds', () => {
    expect([0, 120, 20_000].map((length) => readingSeconds('风'.repeat(length)))).toEqual([3, 10, 20]);
  });
});

describe('the steps', () => {
  it('are locked until the message was read', () => {
    expect(statesOf(null, { isRead: false })).toBe('locked locked locked locked');
  });

  it('begin with heard, and may be skipped', () => {
    expect(statesOf(null)).toBe('next open open open');
  });

  it('lead to the next one', () => {
    expect(statesOf('heard')).toBe('said next open open');
    expect(statesOf('acting')).toBe('said said said next');
    expect(statesOf('done')).toBe('said said said said');
  });

  it('stay open when the page of an answered call is opened again', () => {
    expect(statesOf('heard', { isRead: false })).toBe('said next open open');
  });

  it('count what has yet to be sent, and say so', () => {
    expect(statesOf(null, { pending: ['heard'] })).toBe('sending next open open');
    expect(statesOf('heard', { pending: ['acting'] })).toBe('said said sending next');
  });
});

describe('a door', () => {
  const door = {
    reason: 'unroused' as const,
    refusing: null,
    householdId: 4711,
    maskedName: '测**',
    people: 2,
    needs: {},
    distanceMeters: null,
    position: { lng: 121.1, lat: 32.4 },
  };
  const unroused = aFieldCall({ door, call: aCall({ state: 'unroused' }) });

  it('is to be gone to until somebody has answered or it is over, whatever this device still remembers', () => {
    expect(doorCheckOf(unroused)).toBe(door);
    expect(doorCheckOf({ ...unroused, call: aCall({ state: 'answered' }) })).toBeNull();
    expect(doorCheckOf({ ...unroused, callOutState: 'cancelled' })).toBeNull();
    const refusing = { ...door, reason: 'refused' as const, refusing: 3 };
    expect(doorCheckOf({ ...unroused, door: refusing, call: aCall({ state: 'answered' }) })).toBe(refusing);
    expect(doorCheckOf({ ...unroused, door: refusing, callOutState: 'cancelled' })).toBeNull();
  });

  it('was not told to an earlier version of the page', () => {
    const { door: _, ...kept } = unroused;
    expect(doorCheckOf(kept)).toBeNull();
  });

  it('opens in the map of the phone, latitude first', () => {
    expect(mapLink(door.position)).toBe('geo:32.4,121.1?q=32.4,121.1');
  });
});

describe('progress', () => {
  it('is the furthest of what was taken and what is on its way', () => {
    expect(progressOf({ progress: 'acting' }, { pending: ['heard'], isOwn: true })).toBe('acting');
    expect(progressOf({ progress: 'heard' }, { pending: ['done', 'onPost'], isOwn: true })).toBe('done');
    expect(progressOf({ progress: null }, { pending: [], isOwn: true })).toBeNull();
  });

  it('has begun for who asks for help', () => {
    expect(progressOf({ progress: null }, { pending: ['needHelp'], isOwn: true })).toBe('heard');
    expect(progressOf({ progress: null }, { pending: ['needHelp', 'cannot'], isOwn: false })).toBeNull();
  });

  it('is nothing chosen where all that was said is that help is needed', () => {
    const own = { pending: [], isOwn: true, isRead: true };
    const states = stepsOf({ progress: 'heard', needHelp: true }, own).map(({ state }) => state);
    expect(states.slice(1)).toEqual(['open', 'open', 'open']);
    expect(isHelpAlone({ progress: null, needHelp: false }, { pending: ['needHelp'], isOwn: true })).toBe(true);
    expect(isHelpAlone({ progress: 'onPost', needHelp: true }, own)).toBe(false);
    expect(isHelpAlone({ progress: 'heard', needHelp: false }, own)).toBe(false);
    expect(isHelpAlone({ progress: null, needHelp: false }, { pending: ['needHelp'], isOwn: false })).toBe(false);
  });

  it('carries the numbers that are reported', () => {
    expect([null, 'heard', 'acting', 'done'].map((step) => reportKind(step as never))).toEqual(['acting', 'acting', 'acting', 'done']);
  });
});

describe('a call that rings', () => {
  const shown = aFieldCall({ call: aCall({ calledAt: noon }) });
  const later = aFieldCall({ call: aCall({ calledAt: '2026-07-26T05:00:00.000Z' }) });

  it('takes the place of an older one and of one that is over', () => {
    expect(takesOver(later, shown)).toBe(true);
    expect(takesOver(shown, aFieldCall({ call: aCall({ state: 'stale', calledAt: '2026-07-26T05:00:00.000Z' }) }))).toBe(true);
    expect(takesOver(shown, null)).toBe(true);
  });

  it('does not push away a newer one that is still owed', () => {
    expect(takesOver(shown, later)).toBe(false);
  });
});

describe('a time', () => {
  it('is told as in Shanghai', () => {
    expect(shanghaiTime('2023-07-28T03:20:00.000Z', '2023-01-01T00:00:00.000Z')).toBe('07-28 11:20');
    expect(shanghaiTime('2023-07-28T17:05:00.000Z', '2023-12-31T16:01:00.000Z')).toBe('2023-07-29 01:05');
    expect(shanghaiTimeToday('2023-07-28T17:05:00.000Z', '2023-07-29T04:00:00.000Z')).toBe('01:05');
    expect(shanghaiTimeToday('2023-07-28T15:59:00.000Z', '2023-07-28T16:01:00.000Z')).toBe('07-28 23:59');
  });
});
