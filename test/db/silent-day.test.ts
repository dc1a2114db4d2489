import { expect, it } from 'vitest';
import { withDatabase } from '../support/database.ts';
import { describe, beforeAll } from 'vitest';
import { calledOut } from '../support/calling.ts';
import { withGateways } from '../support/deliveries.ts';
import { messagesEach, silentDay, type Left } from '../support/silent-day.ts';
import { defaultPolicy } from '../../server/policies/policies.rules.ts';
import type { AreaCode } from '#contract/areas.ts';

describe('a silent day', () => {
  const database = withDatabase({ city: true });
  let left: Left[];
  beforeAll(async () => {
    await withGateways(database(), 'sms', 'voice', 'chat', 'mail');
    await calledOut(database(), { level: 'orange', areas: ['320623000000' as AreaCode], policy: defaultPolicy('orange') });
    left = await silentDay(database(), { stepSeconds: 15 });
  }, 300_000);
  it('counts', () => {
    const each = messagesEach(left);
    console.log(left.length, JSON.stringify(each.slice(0, 20)), JSON.stringify(left.slice(-3)));
    expect(each.length).toBeGreaterThan(0);
  });
});
