import { raw, Router, type Request } from 'express';
import { z } from 'zod';
import type { CapAlert } from '../../geodata/feeds/cap-alert.ts';
import { decodeCap } from '../../geodata/feeds/cap-bytes.ts';
import { CapError } from '../../geodata/feeds/cap-error.ts';
import { parseCap } from '../../geodata/feeds/cap.ts';
import { IncidentId, type Incident } from '../contract/incidents.ts';
import { DraftedWarning, type ForeseenWarning } from '../contract/warning-drafts.ts';
import { IssuedWarning, WarningId } from '../contract/warnings.ts';
import { incidentById } from '../incidents/incidents.store.ts';
import type { Clock } from '../kernel/clock.ts';
import { wholeServer, type Database, type Scope } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import { idFrom, requireRight, scopeOf } from '../kernel/http.ts';
import { Refusal } from '../kernel/refusal.ts';
import { issueDraft, planDraft, type DraftOrder } from './draft.commands.ts';
import { foresee } from './foreseen.commands.ts';
import { issueWarning } from './warnings.commands.ts';
import { warningById, warningsOf } from './warnings.store.ts';

const capTypes = ['application/cap+xml', 'application/xml', 'text/xml'];
const capBytesAtMost = 5 * 1024 * 1024;

export function warningRoutes(database: Database, clock: Clock, doorbell: Doorbell): Router {
  return Router()
    .post('/warnings/cap', issuersOnly, raw({ type: capTypes, limit: capBytesAtMost }), async (req, res) => {
      const session = requireRight(req, 'warning.issue');
      const { alert, source } = readCap(req.body);
      const incident = await incidentIn(database, scopeOf(req), req.query.incident);
      const issued = await database.transaction(wholeServer, (tx) =>
        issueWarning(tx, { now: clock.now(), doorbell }, { incident, alert, source, session }),
      );
      res.status(issued.isNew ? 201 : 200).json(IssuedWarning.parse(issued.warning));
    })
    .post('/warnings/cap/read', issuersOnly, raw({ type: capTypes, limit: capBytesAtMost }), async (req, res) => {
      const session = requireRight(req, 'warning.issue');
      const { alert, source } = readCap(req.body);
      const incident = await incidentIn(database, scopeOf(req), req.query.incident);
      const incoming = { incident, alert, source, session };
      const foreseen = await database.transaction(wholeServer, (tx) => foresee(tx, { now: clock.now(), doorbell }, incoming));
      res.json(foreseen satisfies ForeseenWarning);
    })
    .post('/warnings/plan', async (req, res) => {
      const order = await draftOf(req, database);
      const foreseen = await database.transaction(wholeServer, (tx) => planDraft(tx, { now: clock.now(), doorbell }, order));
      res.json(foreseen satisfies ForeseenWarning);
    })
    .post('/warnings', async (req, res) => {
      const order = await draftOf(req, database);
      const issued = await database.transaction(wholeServer, (tx) => issueDraft(tx, { now: clock.now(), doorbell }, order));
      res.status(issued.isNew ? 201 : 200).json(IssuedWarning.parse(issued.warning));
    })
    .get('/incidents/:id/warnings', async (req, res) => {
      const incident = await incidentIn(database, scopeOf(req), req.params.id);
      res.json(await database.transaction(scopeOf(req), (tx) => warningsOf(tx, incident.id)));
    })
    .get('/warnings/:id', async (req, res) => {
      const id = idFrom(WarningId, req.params.id, 'warning/unknown');
      const warning = await database.transaction(scopeOf(req), (tx) => warningById(tx, id));
      if (!warning) throw new Refusal('warning/unknown');
      res.json(warning);
    });
}

/** Before the body: nobody uploads five megabytes to learn that it was not allowed. */
function issuersOnly(req: Request, _res: unknown, next: () => void): void {
  requireRight(req, 'warning.issue');
  next();
}

async function draftOf(req: Request, database: Database): Promise<DraftOrder> {
  const session = requireRight(req, 'warning.issue');
  const { incident, draft } = DraftedWarning.parse(req.body);
  return { incident: await incidentIn(database, scopeOf(req), incident), draft, session, read: parseCap };
}

async function incidentIn(database: Database, scope: Scope, named: unknown): Promise<Incident> {
  const id = idFrom(IncidentId, named, 'incident/unknown');
  const incident = await database.transaction(scope, (tx) => incidentById(tx, id));
  if (!incident) throw new Refusal('incident/unknown');
  return incident;
}

const Bytes = z.instanceof(Uint8Array);

function readCap(body: unknown): { alert: CapAlert; source: string } {
  const bytes = Bytes.safeParse(body);
  if (!bytes.success) throw new Refusal('request/unsupported-type');
  try {
    const source = decodeCap(bytes.data);
    return { alert: parseCap(source), source };
  } catch (error) {
    if (error instanceof CapError) throw new Refusal(`warning/${error.code}`, error.issues);
    throw error;
  }
}
