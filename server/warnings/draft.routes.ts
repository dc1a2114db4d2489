import { Router, type Request } from 'express';
import { DraftedWarning, type ForeseenWarning } from '../contract/warning-drafts.ts';
import { IssuedWarning } from '../contract/warnings.ts';
import type { Clock } from '../kernel/clock.ts';
import { wholeServer, type Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { requireRight, scopeOf } from '../kernel/http.ts';
import { CapReader } from './cap.reader.ts';
import { issueDraft, planDraft, type DraftOrder } from './draft.commands.ts';
import { foresee } from './foreseen.commands.ts';
import { incidentAsked, incidentIn, incomingOf, rawCap, type Asked } from './warnings.routes.ts';

export interface DraftDoors {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  /** With which short messages begin, as they are told before they leave. */
  smsSignature?: string | undefined;
}

/** Warnings before they are any: written here or read from a message, what they would do, and the issue of what was written. */
export function draftRoutes({ database, clock, doorbell, smsSignature }: DraftDoors): Router {
  const reader = new CapReader();
  const ctx = () => ({ now: clock.now(), doorbell });
  const signature = smsSignature ?? null;

  async function draftOf(req: Request): Promise<DraftOrder> {
    const session = requireRight(req, 'warning.issue');
    const { incident, draft } = DraftedWarning.parse(req.body);
    const read = async (source: string) => {
      const message = await reader.read(Buffer.from(source), 'utf-8');
      return { ...message, isSame: (kept: string) => reader.isSame(message, kept) };
    };
    return { incident: await incidentIn(database, scopeOf(req), incident), draft, session, signature, read };
  }

  return Router()
    .post('/warnings/cap/read', incidentAsked(database), rawCap(), async (req, res: Asked) => {
      const incoming = await incomingOf(req, res, { database, reader });
      const foreseen = await database.transaction(wholeServer, (tx) => foresee(tx, ctx(), { ...incoming, signature }));
      res.json(foreseen satisfies ForeseenWarning);
    })
    .post('/warnings/plan', async (req, res) => {
      const order = await draftOf(req);
      res.json((await database.transaction(wholeServer, (tx) => planDraft(tx, ctx(), order))) satisfies ForeseenWarning);
    })
    .post('/warnings', async (req, res) => {
      const order = await draftOf(req);
      const issued = await database.transaction(wholeServer, (tx) => issueDraft(tx, ctx(), order));
      res.status(issued.isNew ? 201 : 200).json(IssuedWarning.parse(issued.warning));
    });
}
