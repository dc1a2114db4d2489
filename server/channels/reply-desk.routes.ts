import { Router } from 'express';
import { RevealRequest } from '../contract/people.ts';
import { RepliesQuery, ReplyAction, ReplyId } from '../contract/replies.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { idFrom, requireRevealer, requireRight, scopeOf } from '../kernel/http.ts';
import { listReplies, revealSender, settleReply } from './reply-desk.commands.ts';

export interface ReplyDeskDoors {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
}

/** What came back and nothing could read: the list of a desk, and what an officer makes of it. */
export function replyDeskRoutes({ database, clock, doorbell }: ReplyDeskDoors): Router {
  return Router()
    .get('/replies', async (req, res) => {
      requireRight(req, 'call.answerFor');
      const { state } = RepliesQuery.parse(req.query);
      res.json(await database.transaction({ ...scopeOf(req), personal: true }, (tx) => listReplies(tx, state)));
    })
    .post('/replies/:id', async (req, res) => {
      const by = requireRight(req, 'call.answerFor');
      const id = idFrom(ReplyId, req.params.id, 'reply/unknown');
      const action = ReplyAction.parse(req.body);
      const settlement = { id, action, by, ...(req.ip && { address: req.ip }) };
      res.json(await settleReply(database, { now: clock.now(), doorbell }, settlement));
    })
    .post('/replies/:id/reveal', async (req, res) => {
      const reader = requireRevealer(req);
      const id = idFrom(ReplyId, req.params.id, 'reply/unknown');
      const { purpose } = RevealRequest.parse(req.body);
      const wanted = { id, purpose, reader, ...(req.ip && { address: req.ip }) };
      const revealed = await database.transaction({ ...scopeOf(req), personal: true }, (tx) => revealSender(tx, wanted, clock.now()));
      res.set('cache-control', 'no-store').json(revealed);
    });
}
