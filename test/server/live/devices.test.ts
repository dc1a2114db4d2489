import { randomUUID } from 'node:crypto';
import type { Server, Socket } from 'socket.io';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AreaCode } from '#contract/areas.ts';
import type { Call, CallId, CallOutId } from '#contract/calls.ts';
import type { Fact } from '#contract/facts.ts';
import type { LinkClaim } from '#contract/field.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { CallRing } from '#contract/socket.ts';
import { LiveDevices, type PageLink, type ShownCall } from '../../../server/live/devices.ts';

const township = '320623101000' as AreaCode;
const elsewhere = '320623102000' as AreaCode;
const callOutId = randomUUID() as CallOutId;
const incidentId = randomUUID() as IncidentId;

const admit = (claim: LinkClaim) => (): Promise<PageLink> =>
  Promise.resolve({ token: `of ${claim.personId}`, claim, ...(claim.callId && { incidentId }) });

function ring(attemptId: number, about: Partial<ShownCall> = {}): CallRing {
  const { callId: id = randomUUID(), incidentId: within = incidentId, isOwn = true } = about;
  const field = { call: { id, callOutId, areaCode: township }, isOwn };
  return { attemptId, incidentId: within, token: 'of the call', field } as unknown as CallRing;
}

/** Rooms and pages as Socket.IO keeps them, in which each page notes what it is told. */
class Rooms {
  readonly rooms = new Map<string, Set<string>>();
  readonly sockets = new Map<string, Socket>();
  readonly told = new Map<string, CallId[]>();
  readonly rung = new Map<string, number[]>();
  readonly tokens = new Map<string, string[]>();
  readonly asleep = new Set<string>();

  page(name: string): Socket {
    const join = (names: string | string[]) => {
      for (const room of [names].flat()) this.rooms.set(room, (this.rooms.get(room) ?? new Set()).add(name));
    };
    const emit = (_: string, callId: CallId) => void this.told.set(name, [...(this.told.get(name) ?? []), callId]);
    const show = (_: string, ring: CallRing) => {
      this.rung.set(name, [...(this.rung.get(name) ?? []), ring.attemptId]);
      this.tokens.set(name, [...(this.tokens.get(name) ?? []), ring.token]);
      return this.asleep.has(name) ? Promise.reject(new Error('operation has timed out')) : Promise.resolve(true);
    };
    const socket = { id: name, data: {}, join, emit, timeout: () => ({ emitWithAck: show }) } as unknown as Socket;
    this.sockets.set(name, socket);
    return socket;
  }

  get io(): Server {
    const to = (rooms: string[]) => ({
      emit: (event: string, callId: CallId) => {
        const members = new Set(rooms.flatMap((room) => [...(this.rooms.get(room) ?? [])]));
        for (const name of members) this.sockets.get(name)!.emit(event, callId);
      },
    });
    return { of: () => ({ adapter: { rooms: this.rooms }, sockets: this.sockets }), to } as unknown as Server;
  }
}

describe('the pages that show a call', () => {
  let rooms: Rooms;
  let devices: LiveDevices;
  const own = randomUUID() as CallId;
  const theirs = randomUUID() as CallId;
  const farther = randomUUID() as CallId;

  const open = (name: string, personId: number, ...calls: Partial<ShownCall>[]) => openBy(name, { personId }, ...calls);

  async function openBy(name: string, claim: LinkClaim, ...calls: Partial<ShownCall>[]): Promise<void> {
    const read = () => Promise.resolve({ shows: calls.map(aShown), rings: [] });
    await devices.open(rooms.page(name), claim.personId, { admit: admit(claim), read });
  }

  function aShown(call: Partial<ShownCall>): ShownCall {
    return { callId: theirs, callOutId, incidentId, areaCode: township, isOwn: false, ...call };
  }

  beforeEach(async () => {
    rooms = new Rooms();
    devices = new LiveDevices(rooms.io, JSON.stringify);
    await open('lead', 1, { callId: own, isOwn: true });
    await open('superior', 2, {}, { callId: farther, areaCode: elsewhere });
    await open('stranger', 3);
  });

  const put = (calls: Partial<Call>[], tallyCode = township) => {
    devices.onFact({ kind: 'calls.put', callOutId, tallyCode, areaCode: tallyCode, calls } as unknown as Fact);
  };

  it('are told when it changes: of the called person, and of who was reached for that person', async () => {
    await open('called', 4);
    put([{ id: theirs, personId: 4 }]);
    expect(rooms.told).toEqual(
      new Map([
        ['called', [theirs]],
        ['superior', [theirs]],
      ]),
    );
  });

  it('are told once, though the page was both rung for it and belongs to the person', () => {
    put([{ id: own, personId: 1 }]);
    expect(rooms.told).toEqual(new Map([['lead', [own]]]));
  });

  it('of others are told of all in the area when too many have changed to be named', () => {
    put([]);
    expect(rooms.told).toEqual(new Map([['superior', [theirs]]]));
    put([], '320623000000');
    expect(rooms.told.get('superior')).toEqual([theirs, theirs, farther]);
    expect(rooms.told.has('lead')).toBe(false);
  });

  it('are all told when the call-out itself changes', () => {
    devices.onFact({ kind: 'callOut.put', areaCode: null, callOut: { id: callOutId } } as unknown as Fact);
    expect(rooms.told).toEqual(
      new Map([
        ['lead', [own]],
        ['superior', [theirs, farther]],
      ]),
    );
  });

  it('are told of what changed while they opened, each once', async () => {
    put([{ id: theirs, personId: 4 }]);
    await devices.open(rooms.page('late'), 5, {
      admit: admit({ personId: 5 }),
      read() {
        put([{ id: theirs, personId: 4 }]);
        put([{ id: own, personId: 1 }]);
        return Promise.resolve({ shows: [aShown({})], rings: [] });
      },
    });
    expect(rooms.told.get('late')).toEqual([theirs]);
    put([{ id: theirs, personId: 4 }]);
    expect(rooms.told.get('late')).toEqual([theirs, theirs]);
  });

  it('are rung once for an attempt that comes from the outbox while the page opens', async () => {
    const shown = await Promise.all([devices.ring(1, ring(7)), devices.ring(1, ring(7)), devices.ring(1, ring(8))]);
    expect(rooms.rung).toEqual(new Map([['lead', [7, 8]]]));
    expect(shown).toEqual([true, false, true]);
  });

  it('are all rung, also one that opened after another had been, and one that is awake is enough', async () => {
    rooms.asleep.add('lead');
    expect(await devices.ring(1, ring(7))).toBe(false);
    await open('second', 1);
    expect(await devices.ring(1, ring(7))).toBe(true);
    expect(rooms.rung).toEqual(
      new Map([
        ['lead', [7]],
        ['second', [7]],
      ]),
    );
  });

  describe('by a link that is bound to one call', () => {
    const later = randomUUID() as CallId;

    async function rungFor(claim: Partial<LinkClaim>): Promise<number[] | undefined> {
      await openBy('page', { personId: 9, callId: own, ...claim });
      await devices.ring(9, ring(1, { callId: own }));
      await devices.ring(9, ring(2, { callId: later }));
      await devices.ring(9, ring(3, { callId: later, incidentId: randomUUID() as IncidentId }));
      await devices.ring(9, ring(4, { callId: theirs, isOwn: false }));
      return rooms.rung.get('page');
    }

    it('are rung for it and for what the person is called for later in the same incident, for no call of others', async () => {
      expect(await rungFor({})).toEqual([1, 2]);
      expect(rooms.tokens.get('page')).toEqual(['of 9', 'of the call']);
    });

    it('are rung for that call alone when the link was printed', async () => {
      expect(await rungFor({ via: 'sheet' })).toEqual([1]);
      expect(rooms.tokens.get('page')).toEqual(['of 9']);
    });

    it('are not rung, but told of changes, when it is that of a household on paper: it speaks of that household alone', async () => {
      expect(await rungFor({ via: 'sheet', householdId: 7 })).toBeUndefined();
      await openBy('line', { personId: 9, callId: own, via: 'sheet', householdId: 7 }, { callId: own, isOwn: true });
      put([{ id: own, personId: 9 }]);
      expect(rooms.told.get('line')).toEqual([own]);
    });

    it('are rung for the call of somebody else when it is that one', async () => {
      expect(await rungFor({ callId: theirs, via: 'sms' })).toEqual([1, 2, 4]);
    });

    it('are told of no other call, though the person is called or answers for it', async () => {
      await openBy('page', { personId: 9, callId: own, via: 'sheet' }, { callId: own, isOwn: true }, { callId: later, isOwn: true }, {});
      put([{ id: later, personId: 9 }]);
      put([{ id: theirs, personId: 4 }]);
      put([]);
      expect(rooms.told.has('page')).toBe(false);
      put([{ id: own, personId: 9 }]);
      expect(rooms.told.get('page')).toEqual([own]);
    });

    it('do not say for those of the person that they have shown what they were not rung for', async () => {
      await openBy('page', { personId: 9, callId: own, via: 'sheet' });
      expect(await devices.ring(9, ring(1, { callId: later }))).toBe(false);
    });
  });

  it('are rung by the link of a person for every call, and answer by that link', async () => {
    await open('all', 9);
    await devices.ring(9, ring(1, { incidentId: randomUUID() as IncidentId }));
    await devices.ring(9, ring(2, { callId: theirs, isOwn: false }));
    expect(rooms.tokens.get('all')).toEqual(['of 9', 'of 9']);
  });
});
