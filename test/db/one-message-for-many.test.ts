import { beforeAll, beforeEach, expect, it } from 'vitest';
import { contactPauses, type GatewayChannel } from '#contract/channels.ts';
import type { WarningLevel } from '#contract/warnings.ts';
import { channelHealth } from '../../server/channels/channels.commands.ts';
import { claimDeliveries, noteOutcomes, sweep, type Claim } from '../../server/channels/deliveries.commands.ts';
import { takeReplies } from '../../server/channels/replies.commands.ts';
import { takeReports } from '../../server/channels/reports.commands.ts';
import type { OutgoingMessage, Sent } from '../../server/kernel/channels/channel.ts';
import { wholeServer, type Row } from '../../server/kernel/db/db.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { calledOut, callStates, type Calling } from '../support/calling.ts';
import { at, Climbing, ladder } from '../support/climbing.ts';
import { onBothDatabases } from '../support/database.ts';
import { links, withGateways } from '../support/deliveries.ts';
import { manyVillages } from '../support/many-villages.ts';
import { code, person, tinyCity } from '../support/tiny-city.ts';

const maker = { links, publicUrl: 'https://calls.example.invalid' };
const personal = { ...wholeServer, personal: true };
const desk = `100${String(person.yangkouDesk).padStart(8, '0')}`;
/** The lead of the tiny city's own village and 17 more. */
const silent = 18;
const accepted: Sent = { kind: 'accepted', providerId: null };

interface Noted {
  channel?: GatewayChannel;
  seconds?: number;
  isIdempotent?: boolean;
}

onBothDatabases('whoever is reached for many', (database) => {
  const climbing = new Climbing(database);
  const ctx = (seconds: number) => ({ now: at(seconds), doorbell: new Doorbell() });

  beforeAll(() =>
    climbing.owner(async (tx) => {
      await tinyCity(tx);
      await manyVillages(tx, silent - 1);
    }),
  );
  beforeEach(async () => {
    await climbing.calm();
    await climbing.owner(async (tx) => {
      await tx.query(
        `update attempt set state = 'withdrawn', leased_until = null, sent_at = null, tries = 0, carried_by = null, is_held = false`,
      );
      await tx.query(`update call_out set state = 'cancelled', closed_at = opened_at, close_reason = 'test' where state = 'running'`);
    });
    await withGateways(database(), 'sms', 'voice', 'chat');
  });

  /** The village leads are called and stay silent, so that their superiors are reached over one channel a minute later. */
  async function escalated(channel: GatewayChannel = 'sms', level: WarningLevel = 'orange'): Promise<Calling> {
    const policy = ladder({ reaches: ['superior'], channels: [channel], waitSeconds: 3_600 });
    const calling = await calledOut(database(), { areas: [code.yangkou], level, policy });
    await climbing.owner((tx) => tx.query(`update attempt set state = 'withdrawn' where state = 'queued' and reach = 'self'`));
    await climbing.tick(60);
    return calling;
  }

  const claim = (channel: GatewayChannel = 'sms', seconds = 61) =>
    database().transaction(personal, (tx) => claimDeliveries(tx, at(seconds), { channel, maker }));
  const note = (claimed: Claim, sent: Sent = accepted, { channel = 'sms', seconds = 62, isIdempotent = false }: Noted = {}) =>
    database().transaction(wholeServer, (tx) =>
      noteOutcomes(tx, at(seconds), {
        gateway: { id: channel, isIdempotent },
        outcomes: claimed.dispatches.map((dispatch) => ({ dispatch, sent })),
      }),
    );
  const states = () =>
    climbing.owner((tx) =>
      tx.query<Row & { state: string; count: number; messages: number; held: number }>(
        `select state, count(*)::int as count, count(*) filter (where carried_by is null)::int as messages, count(*) filter (where is_held)::int as held
         from attempt where reach = 'superior' and tries + is_held::int > 0 or state = 'queued' and channel <> 'inApp' group by state order by state`,
      ),
    );
  async function sentOver(channel: GatewayChannel = 'sms'): Promise<OutgoingMessage> {
    const claimed = await claim(channel);
    expect(claimed.dispatches).toHaveLength(1);
    await note(claimed, accepted, { channel });
    return claimed.dispatches[0]!.message;
  }
  const reply = (text: string, seconds = 120) =>
    database().transaction(personal, (tx) =>
      takeReplies(tx, ctx(seconds), [{ said: { messageId: crypto.randomUUID(), from: desk, text, at: at(seconds) }, signature: null }]),
    );
  async function answered({ callOutId }: Calling): Promise<number> {
    return (await callStates(database(), callOutId)).filter(({ state }) => state === 'answered').length;
  }
  /** The areas of the calls that a message names, in the order of their places. */
  const named = (attemptId: number) =>
    climbing.owner((tx) =>
      tx.query<Row & { callId: string }>(`select call_id as "callId" from named_call where attempt_id = $1 order by place`, [attemptId]),
    );

  it('is told by one message of how many, the worst first, with a link to the list', async () => {
    await escalated();
    const message = await sentOver();
    expect(message.text.zh).toContain(`洋口镇叫应${silent}人，${silent}人未应答`);
    expect(message.text.en).toContain(`Answer for ${silent} of ${silent} called in Yangkou Town`);
    expect(message.text.zh).toMatch(/1 .+村.*、2 .+村.*、3 .+村.*等/u);
    expect(message.text.zh).toContain('回复1#序号');
    const { claim } = links.open(new URL(message.link!).searchParams.get('token')!, at(61));
    expect(claim).toEqual({ personId: person.yangkouDesk, via: 'sms' });
    expect(await states()).toEqual([{ state: 'sent', count: silent, messages: 1, held: 0 }]);
  });

  it('says how many of how many, those who have answered left out', async () => {
    const calling = await escalated();
    await climbing.answer(calling, 901, { seconds: 60 });
    await climbing.answer(calling, 902, { seconds: 60 });
    expect((await sentOver()).text.zh).toContain(`叫应${silent}人，${silent - 2}人未应答`);
  });

  it('rings once over the telephone, and a key answers for all', async () => {
    const calling = await escalated('voice');
    const { attemptId, text } = await sentOver('voice');
    expect(text.zh).not.toContain('http');
    const said = { attemptId, outcome: 'answered' as const, heardSeconds: 60, messageSeconds: 30, digits: '1', at: at(100) };
    await database().transaction(wholeServer, (tx) => takeReports(tx, ctx(101), [{ said, signature: null }]));
    expect(await answered(calling)).toBe(silent);
    expect(await climbing.attemptsFor(calling, 905)).toContainEqual(expect.objectContaining({ reach: 'superior', outcome: 'answered' }));
  });

  it.each([
    { text: '1', count: silent },
    { text: '已联系到', count: silent },
    { text: '1#2', count: 1 },
    { text: '1＃2，3、5', count: 3 },
  ])('answers for $count by $text', async ({ text, count }) => {
    const calling = await escalated();
    await sentOver();
    expect(await reply(text)).toEqual([{ kind: 'heard', taken: true }]);
    expect(await answered(calling)).toBe(count);
  });

  it('answers for those it names and for no other', async () => {
    const calling = await escalated();
    const { attemptId } = await sentOver();
    const list = await named(attemptId);
    await reply('1#2');
    const done = (await callStates(database(), calling.callOutId)).filter(({ state }) => state === 'answered');
    expect(done.map(({ id }) => id)).toEqual([list[1]!.callId]);
    await reply('1', 200);
    expect(await answered(calling)).toBe(silent);
  });

  it('leaves a place that the message did not have to a person, and answers nobody', async () => {
    const calling = await escalated();
    await sentOver();
    expect(await reply('1#77')).toEqual([expect.objectContaining({ kind: null })]);
    expect(await answered(calling)).toBe(0);
  });

  it('asks for help for one of them, never for all', async () => {
    await escalated();
    const { attemptId } = await sentOver();
    const list = await named(attemptId);
    await reply('9#4');
    const rows = await climbing.owner((tx) =>
      tx.query<Row & { callId: string }>(`select call_id as "callId" from receipt where kind = 'needHelp'`),
    );
    expect(rows).toEqual([{ callId: list[3]!.callId }]);
  });

  it('gets one message in each interval, over all call-outs; what is kept back is counted, and leaves with the next one', async () => {
    await escalated();
    await sentOver();
    await escalated();
    expect((await claim('sms', 120)).dispatches).toEqual([]);
    const [sms] = (await database().transaction(wholeServer, (tx) => channelHealth(tx, at(120)))).filter(({ id }) => id === 'sms');
    const until = 61 + contactPauses.aboutOthers.orange;
    expect(sms).toMatchObject({ held: silent, heldPeople: 1, heldUntil: at(until).toISOString() });
    expect((await claim('sms', until - 1)).dispatches).toEqual([]);
    const { dispatches } = await claim('sms', until);
    expect(dispatches.map(({ message }) => message.text.zh)).toEqual([expect.stringContaining(`${2 * silent}人未应答`)]);
  });

  it('waits for nothing where the level is higher, and what is kept back goes along', async () => {
    await escalated('sms', 'yellow');
    await sentOver();
    await escalated('sms', 'yellow');
    expect((await claim('sms', 70)).dispatches).toEqual([]);
    await escalated('sms', 'red');
    expect((await claim('sms', 71)).dispatches).toHaveLength(1);
    expect(await states()).toEqual([
      { state: 'sending', count: 2 * silent, messages: 1, held: 0 },
      { state: 'sent', count: silent, messages: 1, held: 0 },
    ]);
  });

  it('is told of all of them once by a server that dies while sending: nothing lost, nothing doubled', async () => {
    await escalated();
    await claim();
    const dead = at(61 + 120);
    await database().transaction(wholeServer, (tx) => sweep(tx, dead, []));
    expect(await states()).toEqual([{ state: 'unknown', count: silent, messages: 1, held: 0 }]);
    expect((await claim('sms', 200)).dispatches).toEqual([]);
  });

  it('gets the same message again under the same key where the gateway knows it', async () => {
    await escalated('chat');
    const first = await claim('chat');
    await database().transaction(wholeServer, (tx) => sweep(tx, at(61 + 120), ['chat']));
    const second = await claim('chat', 190);
    expect(second.dispatches.map(({ message }) => message.idempotencyKey)).toEqual(
      first.dispatches.map(({ message }) => message.idempotencyKey),
    );
    await note(second, accepted, { channel: 'chat', seconds: 191, isIdempotent: true });
    expect(await states()).toEqual([{ state: 'sent', count: silent, messages: 1, held: 0 }]);
  });

  it('fails with all that it spoke of, and the number is dead by one failure only once', async () => {
    await escalated();
    await note(await claim(), { kind: 'refused', failure: 'rejected', outcome: 'undeliverable' });
    expect(await states()).toEqual([{ state: 'failed', count: silent, messages: 1, held: 0 }]);
    const dead = await climbing.owner((tx) => tx.query(`select from failed_number where person_id = $1`, [person.yangkouDesk]));
    expect(dead).toEqual([]);
  });
});
