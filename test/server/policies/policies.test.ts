import { describe, expect, it } from 'vitest';
import { callingChannels, type CallingChannel } from '#contract/channels.ts';
import { CallPolicy } from '#contract/policies.ts';
import { warningLevels } from '#contract/warnings.ts';
import { defaultPolicy, defaultRules, ladderOf } from '../../../server/policies/policies.rules.ts';

/** Seconds after the call at which each further step is taken, and whom it reaches; the last entry: when the ladder is spent. */
function timetable(level: (typeof warningLevels)[number]): string[] {
  const { ladder } = defaultPolicy(level);
  let seconds = 0;
  const steps = ladder.map(({ reaches, waitSeconds }) => {
    const line = `${seconds} ${reaches.join('+')}`;
    seconds += waitSeconds;
    return line;
  });
  return [...steps, `${seconds} spent`];
}

describe('the default policy', () => {
  it('calls the duty desks once more within half an hour for blue', () => {
    expect(defaultPolicy('blue')).toMatchObject({ postKinds: ['townshipDutyDesk'], answerWithinMinutes: 30 });
    expect(timetable('blue')).toEqual(['0 self', '900 self', '1800 spent']);
  });

  it('rings nobody up for blue: a page and a short message will do', () => {
    expect(defaultPolicy('blue').ladder.flatMap(({ channels }) => channels)).toEqual(['inApp', 'sms', 'inApp', 'sms']);
    expect(defaultPolicy('yellow').ladder[0]!.channels).toContain('voice');
  });

  it('redials twice within a quarter of an hour for yellow, then goes two levels up', () => {
    expect(defaultPolicy('yellow')).toMatchObject({ postKinds: ['townshipDutyDesk', 'townshipLeader'], answerWithinMinutes: 15 });
    expect(timetable('yellow')).toEqual(['0 self', '300 self', '600 self', '900 superior', '1800 superior', '2700 spent']);
  });

  it('redials three times within five minutes for orange, then reaches the deputy, then goes two levels up', () => {
    const later = ['600 deputy', '1200 superior', '1800 superior', '2400 spent'];
    expect(timetable('orange')).toEqual(['0 self', '100 self', '200 self', '300 self', ...later]);
  });

  it('calls guardians too for red, reaches deputy and superior together after five minutes, then goes two levels further up', () => {
    expect(defaultPolicy('red').postKinds).toContain('guardian');
    const later = ['300 deputy+superior', '600 superior', '900 superior', '1200 spent'];
    expect(timetable('red')).toEqual(['0 self', '75 self', '150 self', '225 self', ...later]);
    expect(defaultPolicy('red').ladder.map(({ superiorLevel }) => superiorLevel)).toEqual([1, 1, 1, 1, 1, 2, 3]);
  });

  it.each(warningLevels)('leaves the last redial of %s time to be answered in, and climbs when the time to answer has passed', (level) => {
    const { ladder, answerWithinMinutes } = defaultPolicy(level);
    const own = ladder.filter(({ reaches }) => reaches.includes('self'));
    expect(own.every(({ waitSeconds }) => waitSeconds >= 60)).toBe(true);
    expect(own.reduce((sum, { waitSeconds }) => sum + waitSeconds, 0)).toBe(answerWithinMinutes * 60);
  });

  it.each(warningLevels)('can be stamped on a call-out (%s)', (level) => {
    expect(CallPolicy.parse(defaultPolicy(level))).toEqual(defaultPolicy(level));
  });
});

describe('redials', () => {
  const tried = (order: CallingChannel[], atOnce: boolean, count: number) =>
    ladderOf({ ...defaultRules('red'), channels: { order, atOnce }, redials: { count, withinMinutes: 5 }, then: [] }).map(
      ({ channels, contact }) => `${channels.join('+')} ${contact}`,
    );

  it('go to the first and the second number in turn', () => {
    expect(tried(['sms', 'voice'], true, 3)).toEqual(['sms+voice 1', 'sms+voice 2', 'sms+voice 1', 'sms+voice 2']);
  });

  it.each([1, 2, 3, 4, 5])('that take %i channels one after the other try each at both numbers before any is tried again', (count) => {
    const order = callingChannels.slice(0, count);
    const pairs = order.flatMap((channel) => [`${channel} 1`, `${channel} 2`]);
    expect(tried(order, false, 2 * count - 1).sort()).toEqual(pairs.sort());
  });

  it('take the channels in turns for the called person alone: whoever is reached beside is reached over all', () => {
    const order: CallingChannel[] = ['inApp', 'sms', 'voice'];
    const redials = { count: 1, withinMinutes: 5 };
    const ladder = ladderOf({ ...defaultRules('red'), channels: { order, atOnce: false }, redials, then: [['deputy', 'superior']] });
    const [call, redial, ...later] = ladder.map(({ channels, contact }) => `${channels.join('+')} ${contact}`);
    expect([call, redial]).toEqual(['inApp 1', 'sms 2']);
    expect(new Set(later)).toEqual(new Set(['inApp+sms+voice 1']));
  });
});
