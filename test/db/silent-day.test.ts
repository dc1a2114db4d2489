import { beforeAll, describe, expect, it } from 'vitest';
import type { AreaCode } from '#contract/areas.ts';
import { contactPauses } from '#contract/channels.ts';
import { defaultPolicy } from '../../server/policies/policies.rules.ts';
import { calledOut } from '../support/calling.ts';
import { withDatabase } from '../support/database.ts';
import { withGateways } from '../support/deliveries.ts';
import { messagesEach, silentDay, type Left } from '../support/silent-day.ts';

const rudong = '320623000000' as AreaCode;
/** Of the default city the desk of Rudong, to which every silence of the county climbs. */
const countyDesk = 41;

describe('a day in which nobody answers two orange warnings of a county', () => {
  const database = withDatabase({ city: true });
  let left: Left[];

  beforeAll(async () => {
    await withGateways(database(), 'sms', 'voice', 'chat');
    const orange = { level: 'orange' as const, areas: [rudong], policy: defaultPolicy('orange') };
    await calledOut(database(), orange);
    await calledOut(database(), orange);
    left = await silentDay(database(), { stepSeconds: 30 });
  }, 300_000);

  it('brings nobody more than one message about others over a channel in each interval', () => {
    const last = new Map<string, number>();
    for (const { personId, channel, seconds, isForOthers } of left) {
      if (!isForOthers) continue;
      const key = `${personId} ${channel}`;
      expect(seconds - (last.get(key) ?? -Infinity)).toBeGreaterThanOrEqual(contactPauses.aboutOthers.orange);
      last.set(key, seconds);
    }
    expect(last.size).toBeGreaterThan(0);
  });

  it('brings the desk of the county a handful, where it was hundreds', () => {
    const ofDesk = messagesEach(left.filter(({ isForOthers }) => isForOthers)).filter(({ personId }) => personId === countyDesk);
    expect(ofDesk.map(({ channel }) => channel).sort()).toEqual(['chat', 'sms', 'voice']);
    for (const { count } of ofDesk) expect(count).toBeLessThanOrEqual(4);
  });

  it('drops nothing: whoever was reached for somebody was told of each', async () => {
    const waiting = await database().asOwner((tx) =>
      tx.one<{ count: number }>(
        `select count(*)::int as count from attempt where reach <> 'self' and channel in ('sms', 'voice', 'chat') and state <> 'sent'`,
      ),
    );
    expect(waiting).toEqual({ count: 0 });
  });
});
