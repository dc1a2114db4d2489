import { raw, Router, type Request, type Response } from 'express';
import { z } from 'zod';
import { IncidentId, type Incident } from '../contract/incidents.ts';
import { DoubleChoice, IssuedWarning, WarningId, type Warning, type WarningDetails } from '../contract/warnings.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import type { Clock } from '../kernel/clock.ts';
import { wholeServer, type Database, type Scope } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { idFrom, requireRight, scopeOf } from '../kernel/http.ts';
import { Refusal } from '../kernel/refusal.ts';
import { CapReader } from './cap.reader.ts';
import { sourcesOf } from './copies.store.ts';
import { decideDouble } from './doubles.commands.ts';
import { issueWarning, type IncomingAlert } from './warnings.commands.ts';
import { surroundings } from './placement.commands.ts';
import { warningById, warningsOf } from './warnings.store.ts';

const capTypes = ['application/cap+xml', 'application/xml', 'text/xml'];
const capBytesAtMost = 5 * 1024 * 1024;

/** The body of a request that carries a message. */
export const rawCap = () => raw({ type: capTypes, limit: capBytesAtMost });

export type Asked = Response<unknown, { incident: Incident }>;

export function warningRoutes(database: Database, clock: Clock, doorbell: Doorbell): Router {
  const reader = new CapReader();
  return Router()
    .post('/warnings/cap', incidentAsked(database), rawCap(), async (req, res: Asked) => {
      const incoming = await incomingOf(req, res, { database, reader });
      const issued = await database.transaction(wholeServer, (tx) => issueWarning(tx, { now: clock.now(), doorbell }, incoming));
      res.status(issued.isNew ? 201 : 200).json(IssuedWarning.parse(issued.warning));
    })
    .post('/warnings/:id/double', async (req, res) => {
      const session = requireRight(req, 'warning.issue');
      const id = idFrom(WarningId, req.params.id, 'warning/unknown');
      const choice = DoubleChoice.parse(req.body);
      if (!(await database.transaction(scopeOf(req), (tx) => warningById(tx, id)))) throw new Refusal('warning/unknown');
      const order = { id, choice, session, ...(req.ip && { address: req.ip }) };
      const decided = await database.transaction(wholeServer, (tx) => decideDouble(tx, { now: clock.now(), doorbell }, order));
      res.json(decided satisfies Warning);
    })
    .get('/incidents/:id/warnings', async (req, res) => {
      const incident = await incidentIn(database, scopeOf(req), req.params.id);
      res.json(await database.transaction(scopeOf(req), (tx) => warningsOf(tx, incident.id)));
    })
    .get('/warnings/:id', async (req, res) => {
      const id = idFrom(WarningId, req.params.id, 'warning/unknown');
      const [warning, sources] = await database.transaction(
        scopeOf(req),
        async (tx) => [await warningById(tx, id), await sourcesOf(tx, id)] as const,
      );
      if (!warning) throw new Refusal('warning/unknown');
      res.json({ ...warning, sources } satisfies WarningDetails);
    });
}

/** Before the body, and before any work: nobody uploads five megabytes to learn that it was not allowed. */
export function incidentAsked(database: Database) {
  return async (req: Request, res: Asked, next: () => void): Promise<void> => {
    requireRight(req, 'warning.issue');
    res.locals.incident = await incidentIn(database, scopeOf(req), req.query.incident);
    if (res.locals.incident.state === 'closed') throw new Refusal('incident/closed');
    next();
  };
}

/** The message that a request carries: read, and found on our ground. */
export async function incomingOf(
  req: Request,
  res: Asked,
  { database, reader }: { database: Database; reader: CapReader },
): Promise<IncomingAlert> {
  const session = requireRight(req, 'warning.issue');
  const message = await reader.read(bytesOf(req.body), charsetOf(req));
  const placed = await reader.place(message.gist, await surroundings(database, message.gist));
  return { ...message, placed, session, incident: res.locals.incident, isSame: (source) => reader.isSame(message, source) };
}

export async function incidentIn(database: Database, scope: Scope, named: unknown): Promise<Incident> {
  const id = idFrom(IncidentId, named, 'incident/unknown');
  const incident = await database.transaction(scope, (tx) => incidentById(tx, id));
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
