import type { Router } from 'express';
import type { OperationNamed } from '../contract/api.ts';
import { IssuedWarning } from '../contract/warnings.ts';
import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { routes, type Asked } from '../kernel/http/routes.ts';
import { CapReader } from './cap.reader.ts';
import { issueDraft, planDraft, type DraftOrder } from './draft.commands.ts';
import { foresee } from './foreseen.commands.ts';
import { incidentIn, incomingOf } from './warnings.routes.ts';

export interface DraftDependencies {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  /** With which short messages begin, as they are told before they leave. */
  smsSignature?: string | undefined;
}

/** Warnings before they are any: written here or read from a message, what they would do, and the issue of what was written. */
export function draftRoutes({ database, clock, doorbell, smsSignature }: DraftDependencies): Router {
  const reader = new CapReader();
  const ctx = () => ({ now: clock.now(), doorbell });
  const signature = smsSignature ?? null;

  async function draftOf({ body: { incident, draft }, session, scoped }: AskedWithDraft): Promise<DraftOrder> {
    const read = async (source: string) => {
      const message = await reader.read(Buffer.from(source), 'utf-8');
      return { ...message, isSame: (kept: string) => reader.isSame(message, kept) };
    };
    return { incident: await incidentIn(scoped, incident), draft, session, signature, read };
  }

  return routes(database, {
    'post /warnings/cap/read': async (asked) => {
      const incoming = await incomingOf(asked, { database, reader });
      return database.transaction(wholeServer, (tx) => foresee(tx, ctx(), { ...incoming, signature }));
    },
    'post /warnings/plan': async (asked) => {
      const order = await draftOf(asked);
      return database.transaction(wholeServer, (tx) => planDraft(tx, ctx(), order));
    },
    'post /warnings': async (asked) => {
      const order = await draftOf(asked);
      const issued = await database.transaction(wholeServer, (tx) => issueDraft(tx, ctx(), order));
      asked.res.status(issued.isNew ? 201 : 200);
      return IssuedWarning.parse(issued.warning);
    },
  });
}

type AskedWithDraft = Pick<Asked<OperationNamed<'post /warnings'>>, 'body' | 'session' | 'scoped'>;
