import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { CallId } from '#contract/calls.ts';
import type { TreeProof } from '#contract/tree-proof.ts';
import { attemptsOf } from '../../server/calls/call-details.store.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { ledgerRoutes } from '../../server/ledger/ledger.routes.ts';
import { postRoutes } from '../../server/posts/posts.routes.ts';
import { treeProofRoutes } from '../../server/tree/tree-proof.routes.ts';
import { noon } from '../support/builders.ts';
import { calledOut } from '../support/calling.ts';
import { FakeClock } from '../support/clock.ts';
import { onBothDatabases } from '../support/database.ts';
import { deliveries, policyOver, withGateways } from '../support/deliveries.ts';
import { openDoors } from '../support/doors.ts';
import { aUser } from '../support/release.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

onBothDatabases('a number', (database) => {
  const sql = (text: string, values?: unknown[]) => database().asOwner((tx) => tx.query(text, values));
  let callId: CallId;

  beforeAll(() => database().asOwner(tinyCity));
  beforeEach(async () => {
    await withGateways(database(), 'sms');
    await sql(`update attempt set former_address = '' where contact_ordinal is not null`);
    const { callOutId } = await calledOut(database(), { level: 'blue', areas: [code.fengli], policy: policyOver('sms') });
    callId = (await deliveries(database(), callOutId, 'sms'))[0]!.callId as CallId;
    await sql(`delete from attempt where call_id = $1`, [callId]);
  });

  /** Short messages to the person's only number, one after the other. */
  async function tried(...outcomes: string[]): Promise<void> {
    await sql(
      `insert into attempt (call_id, incident_mode, area_code, rung, reach, person_id, channel, contact_ordinal, state, queued_at, sent_at, outcome)
       select id, incident_mode, area_code, nr, 'self', person_id, 'sms', 1, 'sent', $3, $3, outcome
       from call, unnest($2::text[]) with ordinality as tried (outcome, nr) where id = $1`,
      [callId, outcomes, noon],
    );
  }

  async function dependencies() {
    const clock = new FakeClock(noon);
    const tree = treeProofRoutes({ database: database(), clock, presence: { answering: () => Promise.resolve([]) } });
    return openDoors(await aUser(database(), 'dutyOfficer'), postRoutes(database(), clock), ledgerRoutes(database(), clock), tree);
  }

  async function failed(): Promise<number[]> {
    const { deadEnds } = (await (await dependencies()).get('/api/tree-proof?fresh=1')).body as TreeProof;
    return deadEnds.flatMap(({ kind, personId }) => (kind === 'failedNumber' && personId !== null ? [personId] : []));
  }

  const corrected = async () =>
    (await dependencies()).send('put', `/api/people/${person.fengliDesk}/contacts/1`, { channel: 'mobile', address: '19999999999' });

  it('has failed after three attempts for a reason of its own, and not before', async () => {
    await tried('off', 'expired');
    expect(await failed()).toEqual([]);
    await sql(`delete from attempt where call_id = $1`, [callId]);
    await tried('delivered', 'off', 'expired', 'undeliverable');
    expect(await failed()).toEqual([person.fengliDesk]);
  });

  it.each(['delivered', 'answered', 'noAnswer'])('has not failed while one of the last three ended otherwise (%s)', async (outcome) => {
    await tried('off', 'off', outcome, 'off');
    expect(await failed()).toEqual([]);
  });

  it('has failed at once when the network says that there is no such number', async () => {
    await tried('delivered', 'invalidNumber');
    expect(await failed()).toEqual([person.fengliDesk]);
    await sql(`delete from attempt where call_id = $1`, [callId]);
    await tried('invalidNumber', 'delivered');
    expect(await failed()).toEqual([]);
  });

  it('is as good as new once it was corrected', async () => {
    await tried('off', 'off', 'off');
    expect((await corrected()).status).toBe(204);
    expect(await failed()).toEqual([]);
    await sql(`update contact set address = '10000000200' where person_id = $1`, [person.fengliDesk]);
  });

  it('stands in the past as it was dialled, also when it was corrected or taken away since', async () => {
    await tried('off');
    const dialled = async () => (await database().transaction(wholeServer, (tx) => attemptsOf(tx, callId)))[0]!.maskedAddress;
    const before = await dialled();
    await corrected();
    expect(await dialled()).toBe(before);
    expect(JSON.stringify((await (await dependencies()).get('/api/ledger?entry=attempt&limit=1')).body)).toContain(before);
    await (await dependencies()).remove(`/api/people/${person.fengliDesk}/contacts/1`);
    expect(await dialled()).toBe(before);
  });
});
