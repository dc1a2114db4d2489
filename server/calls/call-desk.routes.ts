import type { Router } from 'express';
import { areaPrefix } from '../contract/areas.ts';
import type { CallDetails, Unroused } from '../contract/call-details.ts';
import type { CallId, CallOutId } from '../contract/calls.ts';
import { mayReadWords } from '../contract/session.ts';
import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database, type Tx } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { Refusal } from '../kernel/refusal.ts';
import { routes } from '../kernel/http/routes.ts';
import { callsById, unrousedCalls } from './call-board.store.ts';
import { actOnCalls, foresee } from './call-desk.commands.ts';
import { attemptsOf, cardHead, escalatedTo, receiptsOf } from './call-details.store.ts';
import { notesOf } from './call-notes.store.ts';
import { callOutById } from './call-outs.store.ts';
import { doorOf, doorsOf } from './doors.store.ts';
import { callScript } from './script.commands.ts';

export interface CallDeskDependencies {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
}

/** The person's card, the unroused list, and what an officer does about calls by hand. */
export function callDeskRoutes({ database, clock, doorbell }: CallDeskDependencies): Router {
  const ctx = () => ({ now: clock.now(), doorbell });
  return routes(database, {
    'get /calls/:id': async ({ params: { id }, session, scoped }) => {
      const card = await scoped((tx) => cardOf(tx, id));
      return mayReadWords(session) ? card : wordless(card);
    },
    'get /call-outs/:id/unroused': ({ params: { id }, scoped }) => scoped((tx) => unrousedOf(tx, id)),
    'post /calls/actions/outlook': ({ body: question, session: { areaCode } }) =>
      database.transaction(wholeServer, (tx) => foresee(tx, ctx(), { question, areaPrefix: areaPrefix(areaCode) })),
    'post /calls/actions': ({ body: action, session: { userId, username, areaCode } }) => {
      const by = { userId, username, areaPrefix: areaPrefix(areaCode) };
      return database.transaction(wholeServer, (tx) => actOnCalls(tx, ctx(), { action, by }));
    },
  });
}

async function cardOf(tx: Tx, id: CallId): Promise<CallDetails> {
  const [call] = await callsById(tx, [id]);
  const head = call && (await cardHead(tx, id));
  const script = head && (await callScript(tx, id));
  if (!script) throw new Refusal('call/unknown');
  return {
    ...call,
    ...head,
    script,
    attempts: await attemptsOf(tx, id),
    receipts: await receiptsOf(tx, id),
    escalatedTo: await escalatedTo(tx, id),
    doorCheck: await doorOf(tx, id),
    notes: await notesOf(tx, id),
  };
}

async function unrousedOf(tx: Tx, id: CallOutId): Promise<Unroused[]> {
  if (!(await callOutById(tx, id))) throw new Refusal('call-out/unknown');
  const dependencies = await doorsOf(tx, id);
  return (await unrousedCalls(tx, id)).map((call) => ({ ...call, doorCheck: dependencies.get(call.id) ?? null }));
}

function wordless(card: CallDetails): CallDetails {
  return { ...card, notes: [], receipts: card.receipts.map((receipt) => ({ ...receipt, note: null, position: null })) };
}
