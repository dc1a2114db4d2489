import { Router } from 'express';
import { areaPrefix } from '../contract/areas.ts';
import { CallAction, CallActionQuestion, type CallDetails, type Unroused } from '../contract/call-details.ts';
import { CallId, CallOutId } from '../contract/calls.ts';
import { mayReadWords } from '../contract/session.ts';
import type { Clock } from '../kernel/clock.ts';
import { wholeServer, type Database, type Tx } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { idFrom, requireRight, scopeOf, sessionOf } from '../kernel/http.ts';
import { Refusal } from '../kernel/refusal.ts';
import { callsById, unrousedCalls } from './call-board.store.ts';
import { actOnCalls, foresee } from './call-desk.commands.ts';
import { attemptsOf, cardHead, escalatedTo, receiptsOf } from './call-details.store.ts';
import { notesOf } from './call-notes.store.ts';
import { callOutById } from './call-outs.store.ts';
import { doorOf, doorsOf } from './doors.store.ts';
import { callScript } from './script.commands.ts';

export interface CallDeskDoors {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
}

/** The person's card, the unroused list, and what an officer does about calls by hand. */
export function callDeskRoutes({ database, clock, doorbell }: CallDeskDoors): Router {
  return Router()
    .get('/calls/:id', async (req, res) => {
      const id = idFrom(CallId, req.params.id, 'call/unknown');
      const card = await database.transaction(scopeOf(req), (tx) => cardOf(tx, id));
      res.json(mayReadWords(sessionOf(req)) ? card : wordless(card));
    })
    .get('/call-outs/:id/unroused', async (req, res) => {
      const id = idFrom(CallOutId, req.params.id, 'call-out/unknown');
      res.json(await database.transaction(scopeOf(req), (tx) => unrousedOf(tx, id)));
    })
    .post('/calls/actions/outlook', async (req, res) => {
      const { areaCode } = requireRight(req, 'call.answerFor');
      const asked = { question: CallActionQuestion.parse(req.body), areaPrefix: areaPrefix(areaCode) };
      res.json(await database.transaction(wholeServer, (tx) => foresee(tx, { now: clock.now(), doorbell }, asked)));
    })
    .post('/calls/actions', async (req, res) => {
      const { userId, username, areaCode } = requireRight(req, 'call.answerFor');
      const action = CallAction.parse(req.body);
      const by = { userId, username, areaPrefix: areaPrefix(areaCode) };
      res.json(await database.transaction(wholeServer, (tx) => actOnCalls(tx, { now: clock.now(), doorbell }, { action, by })));
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
  const doors = await doorsOf(tx, id);
  return (await unrousedCalls(tx, id)).map((call) => ({ ...call, doorCheck: doors.get(call.id) ?? null }));
}

function wordless(card: CallDetails): CallDetails {
  return { ...card, notes: [], receipts: card.receipts.map((receipt) => ({ ...receipt, note: null, position: null })) };
}
