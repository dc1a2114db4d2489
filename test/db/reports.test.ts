import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { GatewayChannel } from '#contract/channels.ts';
import { claimDeliveries, noteOutcomes } from '../../server/channels/deliveries.commands.ts';
import { takeReports, type Report } from '../../server/channels/reports.commands.ts';
import { confirmShown } from '../../server/field/rings.commands.ts';
import type { Sent } from '../../server/kernel/channels/channel.ts';
import { wholeServer } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { Refusal } from '../../server/kernel/refusal.ts';
import { noon } from '../support/builders.ts';
import { calledOut } from '../support/calling.ts';
import { onBothDatabases } from '../support/database.ts';
import { deliveries, links, policyOver, withGateways } from '../support/deliveries.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

const personal = { ...wholeServer, personal: true };
const after = (seconds: number) => new Date(Date.parse(noon) + seconds * 1000);
const ctx = { now: after(90), doorbell: new Doorbell() };

onBothDatabases('a report of a gateway', (database) => {
  beforeAll(() => database().asOwner(tinyCity));
  beforeEach(() => withGateways(database(), 'voice', 'chat'));

  /** An attempt that the gateway has, or that a server still has in its hands. */
  async function attempt({ channel = 'voice', isNoted = true }: { channel?: GatewayChannel; isNoted?: boolean } = {}) {
    const { callOutId } = await calledOut(database(), { level: 'blue', areas: [code.fengli], policy: policyOver(channel) });
    const maker = { links, publicUrl: null };
    const { dispatches } = await database().transaction(personal, (tx) => claimDeliveries(tx, after(0), { channel, maker }));
    const note = (sent: Sent = { kind: 'accepted', providerId: 'v1' }) =>
      database().transaction(wholeServer, (tx) =>
        noteOutcomes(tx, after(1), {
          gateway: { id: channel, isIdempotent: true },
          outcomes: dispatches.map((dispatch) => ({ dispatch, sent })),
        }),
      );
    if (isNoted) await note();
    const { id } = (await deliveries(database(), callOutId, channel))[0]!;
    const state = async () => (await deliveries(database(), callOutId, channel))[0];
    return { callOutId, id, note, state };
  }

  const take = async (reports: Report[], signature: string | null = null) => {
    const { answers, reached } = await database().transaction(wholeServer, (tx) =>
      takeReports(
        tx,
        ctx,
        reports.map((said) => ({ said, signature })),
      ),
    );
    await database().transaction(wholeServer, (tx) => confirmShown(tx, ctx, reached));
    return answers;
  };

  async function callOf(callOutId: string) {
    return database().asOwner((tx) =>
      tx.one<Record<string, unknown>>(
        `select c.state, c.progress, c.need_help, c.shown_at is not null as shown, (select count(*)::int from receipt r where r.call_id = c.id) as receipts
         from call c where call_out_id = $1`,
        [callOutId],
      ),
    );
  }

  it('answers the call once the whole message was heard', async () => {
    const { callOutId, id, state } = await attempt();
    expect(await take([{ attemptId: id, outcome: 'answered', heardSeconds: 21, messageSeconds: 20, at: after(80) }])).toEqual([
      { outcome: 'answered', kind: 'heard' },
    ]);
    expect(await callOf(callOutId)).toEqual({ state: 'answered', progress: 'heard', need_help: false, shown: true, receipts: 1 });
    expect(await state()).toMatchObject({ state: 'shown', outcome: 'answered', heardSeconds: 21 });
  });

  it('leaves the call ringing when the person hung up before the end', async () => {
    const { callOutId, id, state } = await attempt();
    expect(await take([{ attemptId: id, outcome: 'answered', heardSeconds: 5, messageSeconds: 20, at: after(80) }])).toEqual([
      { outcome: 'hungUp', kind: null },
    ]);
    expect(await callOf(callOutId)).toMatchObject({ state: 'silent', receipts: 0 });
    expect(await state()).toMatchObject({ state: 'sent', outcome: 'hungUp' });
  });

  it.each(['noAnswer', 'rejected', 'voicemail', 'off', 'expired', 'invalidNumber'] as const)(
    'leaves the call ringing after %s',
    async (outcome) => {
      const { callOutId, id, state } = await attempt();
      await take([{ attemptId: id, outcome, at: after(80) }]);
      expect(await callOf(callOutId)).toMatchObject({ state: 'silent', shown: false });
      expect(await state()).toMatchObject({ outcome });
    },
  );

  it('counts once however often it comes, in one group or in two, with one time or another', async () => {
    const { callOutId, id } = await attempt();
    const said: Report = { attemptId: id, outcome: 'answered', heardSeconds: 30, digits: '2', at: after(80) };
    await take([said, { ...said, at: after(81) }]);
    await take([{ ...said, at: after(82) }]);
    expect(await callOf(callOutId)).toMatchObject({ progress: 'onPost', receipts: 1 });
  });

  it('is believed before the server has noted that the gateway had the message', async () => {
    const { id, note, state } = await attempt({ isNoted: false });
    await take([{ attemptId: id, outcome: 'answered', heardSeconds: 30, at: after(80) }]);
    await note();
    expect(await state()).toMatchObject({ state: 'shown', outcome: 'answered', providerId: 'v1' });
  });

  it.each([
    ['while its attempt waits to be tried again', 'queued'],
    ['after the attempt was withdrawn', 'withdrawn'],
  ])('is believed %s: the gateway had failed to answer and dialled all the same', async (_, before) => {
    const { callOutId, id, note, state } = await attempt({ isNoted: false });
    await note({ kind: 'unclear', failure: 'http 500' });
    if (before === 'withdrawn') await database().asOwner((tx) => tx.query(`update attempt set state = 'withdrawn' where id = $1`, [id]));
    expect(await state()).toMatchObject({ state: before, tries: 1 });
    expect(await take([{ attemptId: id, outcome: 'answered', heardSeconds: 21, messageSeconds: 20, digits: '9', at: after(80) }])).toEqual([
      { outcome: 'answered', kind: 'needHelp' },
    ]);
    expect(await callOf(callOutId)).toMatchObject({ state: 'answered', need_help: true, receipts: 1 });
    expect(await state()).toMatchObject({ state: 'shown', outcome: 'answered', nextAt: null });
  });

  it('keeps an attempt from leaving again that had left, whatever came of it', async () => {
    const { id, note, state } = await attempt({ isNoted: false });
    await note({ kind: 'unclear', failure: 'timeout' });
    await take([{ attemptId: id, outcome: 'noAnswer', at: after(80) }]);
    expect(await state()).toMatchObject({ state: 'sent', outcome: 'noAnswer' });
    const maker = { links, publicUrl: null };
    const again = await database().transaction(personal, (tx) => claimDeliveries(tx, after(600), { channel: 'voice', maker }));
    expect(again.dispatches.map(({ message }) => message.attemptId)).not.toContain(id);
  });

  it('unsays nothing when it comes late', async () => {
    const { id, state } = await attempt({ channel: 'chat' });
    await take([{ attemptId: id, outcome: 'delivered', at: after(80) }]);
    await take([{ attemptId: id, outcome: 'expired', at: after(85) }]);
    expect(await state()).toMatchObject({ state: 'shown', outcome: 'delivered' });
  });

  it('says that a written message was delivered, which is no answer', async () => {
    const { callOutId, id } = await attempt({ channel: 'chat' });
    await take([{ attemptId: id, outcome: 'delivered', at: after(80) }]);
    expect(await callOf(callOutId)).toMatchObject({ state: 'silent', shown: true });
  });

  it('is refused for an attempt that does not exist, or that no gateway was handed', async () => {
    await calledOut(database(), { level: 'blue', areas: [code.fengli], policy: policyOver('voice') });
    const inApp = await database().asOwner((tx) => tx.one<{ id: number }>(`select max(id) as id from attempt where state = 'queued'`));
    const answers = await take([
      { attemptId: 999_999_999, outcome: 'answered', heardSeconds: 60, at: after(80) },
      { attemptId: inApp!.id, outcome: 'answered', heardSeconds: 60, at: after(80) },
    ]);
    expect(answers.map((answer) => answer instanceof Refusal && answer.code)).toEqual(['attempt/unknown', 'attempt/unknown']);
  });

  it('is not believed of a message that left another way, when it was posted', async () => {
    await withGateways(database(), 'sms');
    const { callOutId, id } = await attempt({ channel: 'sms' });
    const said: Report = { attemptId: id, outcome: 'answered', heardSeconds: 60, digits: '1', at: after(80) };
    const [answer] = await take([said], crypto.randomUUID());
    expect(answer).toMatchObject({ code: 'attempt/unknown' });
    expect(await callOf(callOutId)).toMatchObject({ state: 'silent', receipts: 0 });
  });

  it('is refused when its very request was recorded and sent again', async () => {
    const { id } = await attempt();
    const signature = crypto.randomUUID();
    const said: Report = { attemptId: id, outcome: 'noAnswer', at: after(80) };
    await take([said], signature);
    expect((await take([said], signature)).map((answer) => answer instanceof Refusal && answer.code)).toEqual(['signature/replayed']);
  });
});
