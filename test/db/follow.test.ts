import type { Socket } from 'socket.io';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Batch } from '#contract/facts.ts';
import type { Incident } from '#contract/incidents.ts';
import { Doorbell } from '../../server/kernel/doorbell.ts';
import { openLog } from '../../server/kernel/log.ts';
import { listenToFollower } from '../../server/live/follow.ts';
import { aSession } from '../support/builders.ts';
import { withDatabase } from '../support/database.ts';
import { aLayerFact, committed } from '../support/facts.ts';
import { openedIncident } from '../support/incident.ts';
import { code, tinyCity } from '../support/tiny-city.ts';

const database = withDatabase();
const log = openLog('silent');
const doorbell = new Doorbell();
const duty = aSession('dutyOfficer');

beforeAll(() => database().asOwner(tinyCity));

/** The server's end of a connection; `onJoin` runs at the very moment at which the room is joined. */
function aSocket(onJoin: () => Promise<unknown> = () => Promise.resolve()) {
  const handlers = new Map<string, (...args: unknown[]) => void>();
  const batches: Batch[] = [];
  const socket = {
    data: {},
    on: (event: string, handler: (...args: unknown[]) => void) => handlers.set(event, handler),
    join: () => onJoin(),
    emit: (_event: string, batch: Batch) => batches.push(batch),
  };
  const follow = (incidentId: string, since: number) => new Promise((answer) => handlers.get('follow')!(incidentId, since, answer));
  return { socket: socket as unknown as Socket, batches, follow };
}

describe('a follow', () => {
  it('misses no fact that is committed while it joins: the room first, then the log', async () => {
    const { id } = await openedIncident(database());
    const { socket, batches, follow } = aSocket(() => committed(database(), { incidentId: id, doorbell }, aLayerFact(1)));
    listenToFollower(socket, duty, { database: database(), log });
    expect(await follow(id, 0)).toEqual({ ok: true, seq: 2 });
    expect(batches.flatMap((batch) => batch.facts).map((fact) => fact.seq)).toEqual([1, 2]);
  });

  it('begins after the seq that the screen already has', async () => {
    const { id } = await openedIncident(database());
    await committed(database(), { incidentId: id, doorbell }, aLayerFact(1), aLayerFact(2));
    const { socket, batches, follow } = aSocket();
    listenToFollower(socket, duty, { database: database(), log });
    await follow(id, 2);
    expect(batches).toMatchObject([{ catchUp: true, seq: 3, facts: [{ seq: 3 }] }]);
  });

  it('ends with a batch that says how far it is, even when there is nothing new', async () => {
    const { id } = await openedIncident(database());
    const { socket, batches, follow } = aSocket();
    listenToFollower(socket, duty, { database: database(), log });
    await follow(id, 1);
    expect(batches).toEqual([{ incidentId: id, facts: [], seq: 1, catchUp: true }]);
  });

  it('tells a county how far the log is past the facts that it may not see', async () => {
    const { id } = await openedIncident(database());
    await committed(database(), { incidentId: id, doorbell }, aLayerFact(1, code.rudong), aLayerFact(2, code.haimen));
    const { socket, batches, follow } = aSocket();
    listenToFollower(socket, aSession('countyDuty', { areaCode: code.rudong }), { database: database(), log });
    expect(await follow(id, 0)).toEqual({ ok: true, seq: 3 });
    expect(batches[0]?.facts.map((fact) => fact.seq)).toEqual([1, 2]);
  });

  it('sends a long log in pages, without a gap and without a fact twice', async () => {
    const incident: Incident = await openedIncident(database());
    await committed(database(), { incidentId: incident.id, doorbell }, ...Array.from({ length: 2_500 }, (_, n) => aLayerFact(n)));
    const { socket, batches, follow } = aSocket();
    listenToFollower(socket, duty, { database: database(), log });
    await follow(incident.id, 0);
    const seqs = batches.flatMap((batch) => batch.facts).map((fact) => fact.seq);
    expect(seqs).toEqual(Array.from({ length: 2_501 }, (_, n) => n + 1));
    expect(batches.length).toBe(3);
  });
});
