import { raw, type Request, type Router } from 'express';
import { z } from 'zod';
import type { OperationNamed } from '../contract/api.ts';
import { IncidentId, type Incident } from '../contract/incidents.ts';
import { IssuedWarning } from '../contract/warnings.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import type { Clock } from '../kernel/db/clock.ts';
import { wholeServer, type Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { idFrom } from '../kernel/http/http.ts';
import { Refusal } from '../kernel/refusal.ts';
import { pass, routes, type Asked } from '../kernel/http/routes.ts';
import { CapReader } from './cap.reader.ts';
import { sourcesOf } from './copies.store.ts';
import { decideDouble } from './doubles.commands.ts';
import { issueWarning } from './warnings.commands.ts';
import type { IncomingAlert } from './weighing.commands.ts';
import { surroundings } from './placement.commands.ts';
import { warningById, warningsOf } from './warnings.store.ts';

const capTypes = ['application/cap+xml', 'application/xml', 'text/xml'];
const capBytesAtMost = 5 * 1024 * 1024;

/** Reads the body of a request that carries a message. */
const rawCap = raw({ type: capTypes, limit: capBytesAtMost });

export function warningRoutes(database: Database, clock: Clock, doorbell: Doorbell): Router {
  const reader = new CapReader();
  const ctx = () => ({ now: clock.now(), doorbell });
  return routes(database, {
    'post /warnings/cap': async (asked) => {
      const incoming = await incomingOf(asked, { database, reader });
      const issued = await database.transaction(wholeServer, (tx) => issueWarning(tx, ctx(), incoming));
      asked.res.status(issued.isNew ? 201 : 200);
      return IssuedWarning.parse(issued.warning);
    },
    'post /warnings/:id/double': async ({ params: { id }, body: choice, by, scoped }) => {
      if (!(await scoped((tx) => warningById(tx, id)))) throw new Refusal('warning/unknown');
      return database.transaction(wholeServer, (tx) => decideDouble(tx, ctx(), { id, choice, ...by }));
    },
    'get /incidents/:id/warnings': async ({ params: { id }, scoped }) => {
      await incidentIn(scoped, id);
      return scoped((tx) => warningsOf(tx, id));
    },
    'get /warnings/:id': async ({ params: { id }, scoped }) => {
      const [warning, sources] = await scoped(async (tx) => [await warningById(tx, id), await sourcesOf(tx, id)] as const);
      if (!warning) throw new Refusal('warning/unknown');
      return { ...warning, sources };
    },
  });
}

/** The message that a request carries: read, and found on our ground. Nobody uploads five megabytes to learn that it was not allowed. */
export async function incomingOf(
  asked: Pick<Asked<OperationNamed<'post /warnings/cap'>>, 'query' | 'session' | 'scoped' | 'req' | 'res'>,
  { database, reader }: { database: Database; reader: CapReader },
): Promise<IncomingAlert> {
  const { query, session, scoped, req } = asked;
  const incident = await incidentIn(scoped, idFrom(IncidentId, query.incident, 'incident/unknown'));
  if (incident.state === 'closed') throw new Refusal('incident/closed');
  await pass(rawCap, asked);
  const message = await reader.read(bytesOf(req.body), charsetOf(req));
  const placed = await reader.place(message.gist, await surroundings(database, message.gist));
  return { ...message, placed, session, incident, isSame: (source) => reader.isSame(message, source) };
}

/** What the asker may not see is unknown to the asker. */
export async function incidentIn(scoped: Asked<unknown>['scoped'], id: IncidentId): Promise<Incident> {
  const incident = await scoped((tx) => incidentById(tx, id));
  if (!incident) throw new Refusal('incident/unknown');
  return incident;
}

const Bytes = z.instanceof(Uint8Array);

function bytesOf(body: unknown): Uint8Array {
  const bytes = Bytes.safeParse(body);
  if (!bytes.success) throw new Refusal('request/unsupported-type');
  return bytes.data;
}

/** RFC 7303: what the header says of the encoding counts before what the message says itself. */
function charsetOf(req: Request): string | null {
  return /;\s*charset\s*=\s*"?([\w.:-]+)/i.exec(req.headers['content-type'] ?? '')?.[1] ?? null;
}
