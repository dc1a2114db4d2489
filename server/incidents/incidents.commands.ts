import { randomUUID } from 'node:crypto';
import { isWithin, type AreaCode } from '../contract/areas.ts';
import { IncidentId, type ClockChange, type Incident, type NewIncident } from '../contract/incidents.ts';
import { lockHead, record } from '../kernel/log/change-log.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { changedClock, incidentNow, startingClock } from './incidents.rules.ts';
import { incidentById, insertIncident, isKnownTyphoon, lockIncident, saveClock } from './incidents.store.ts';

/** Opens an incident in the opener's area or below it; its first fact is itself. */
export async function openIncident(
  tx: Tx,
  ctx: Ctx,
  { wanted, openerArea }: { wanted: NewIncident; openerArea: AreaCode },
): Promise<Incident> {
  const areaCode = wanted.areaCode ?? openerArea;
  if (!isWithin(areaCode, openerArea)) throw new Refusal('area/outside');
  if (wanted.typhoonId && !(await isKnownTyphoon(tx, wanted.typhoonId))) throw new Refusal('typhoon/unknown');
  const incident: Incident = {
    id: IncidentId.parse(randomUUID()),
    name: wanted.name,
    kind: wanted.kind,
    mode: wanted.mode,
    state: 'open',
    areaCode,
    typhoonId: wanted.typhoonId ?? null,
    openedAt: ctx.now.toISOString(),
    closedAt: null,
    reopening: null,
    clock: startingClock(wanted.mode, wanted.startAt, ctx.now),
    seq: 0,
  };
  await insertIncident(tx, incident);
  return saved(tx, ctx, incident);
}

interface ClockOrder {
  id: IncidentId;
  change: ClockChange;
  /** The area of whoever sets it. */
  setterArea: AreaCode;
}

/** Sets the clock of an exercise or a test; every due time of that incident follows it, so it is set by whoever has its whole area. */
export async function changeClock(tx: Tx, ctx: Ctx, { id, change, setterArea }: ClockOrder): Promise<Incident> {
  const known = await incidentById(tx, id);
  if (!known) throw new Refusal('incident/unknown');
  if (!isWithin(known.areaCode, setterArea)) throw new Refusal('area/outside');
  // The log's lock before the row's: a receipt holds the first and then moves the head in the second.
  await lockHead(tx, id);
  const incident = await lockIncident(tx, id);
  if (!incident) throw new Refusal('incident/unknown');
  const clock = changedClock(incident, change, ctx.now);
  await saveClock(tx, id, clock);
  return saved(tx, ctx, { ...incident, clock });
}

async function saved(tx: Tx, ctx: Ctx, incident: Incident): Promise<Incident> {
  const at = incidentNow(incident, ctx.now);
  const next = { ...incident, seq: incident.seq + 1 };
  const seq = await record(tx, { incidentId: incident.id, at, doorbell: ctx.doorbell }, [
    { kind: 'incident.put', areaCode: null, incident: next },
  ]);
  return { ...incident, seq };
}
