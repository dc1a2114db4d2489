import type { NewFact } from '#contract/facts.ts';
import type { IncidentId } from '#contract/incidents.ts';
import { record } from '../../server/kernel/log/change-log.ts';
import { wholeServer, type Database } from '../../server/kernel/db/db.ts';
import type { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { noon } from './builders.ts';

/** The smallest fact there is: a dot of a register has changed. */
export function aLayerFact(id: number, areaCode: string | null = null): NewFact {
  return { kind: 'layer.put', areaCode, layerId: 'hazards', rows: [{ id, state: 'registered' }] };
}

/** Commits facts to an incident's log, as any command does at its end. */
export function committed(database: Database, log: { incidentId: IncidentId; doorbell: Doorbell }, ...facts: NewFact[]): Promise<number> {
  return database.transaction(wholeServer, (tx) => record(tx, { ...log, at: new Date(noon) }, facts));
}
