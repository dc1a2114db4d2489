import type { Server, Socket } from 'socket.io';
import type { CallId } from '../contract/calls.ts';
import type { Fact } from '../contract/facts.ts';
import type { Ring } from '../contract/socket.ts';
import type { Devices, Pages } from '../kernel/devices.ts';

/** A page that draws takes well under a second; one that does not say so within this long is asleep or gone. */
const shownWithinMilliseconds = 5_000;

const personRoomPrefix = 'person ';

function personRoom(personId: number): string {
  return `${personRoomPrefix}${personId}`;
}

function callOutRoom(callOutId: string): string {
  return `callOut ${callOutId}`;
}

/** The responders' pages that are open now. Holds no call: what rings is read from the database whenever a page comes or returns. */
export class LiveDevices implements Devices, Pages {
  readonly #io: Server;

  constructor(io: Server) {
    this.#io = io;
  }

  isConnected(personId: number): boolean {
    return (this.#io.of('/').adapter.rooms.get(personRoom(personId))?.size ?? 0) > 0;
  }

  connectedPeople(): number[] {
    const rooms = [...this.#io.of('/').adapter.rooms.keys()].filter((room) => room.startsWith(personRoomPrefix));
    return rooms.map((room) => Number(room.slice(personRoomPrefix.length)));
  }

  join(socket: Socket, personId: number): void {
    void socket.join(personRoom(personId));
  }

  /** Rings every open page of a person; true once one of them says that it was shown. */
  async ring(personId: number, ring: Ring): Promise<boolean> {
    const room = personRoom(personId);
    const { id, callOutId } = ring.field.call;
    for (const socketId of this.#io.of('/').adapter.rooms.get(room) ?? []) this.#remember(socketId, id, callOutId);
    try {
      const shown = (await this.#io.to(room).timeout(shownWithinMilliseconds).emitWithAck('ring', ring)) as unknown[];
      return shown.includes(true);
    } catch (error) {
      // Some page did not answer in time; those that did are in the error.
      return ((error as { responses?: unknown[] }).responses ?? []).includes(true);
    }
  }

  async answering(): Promise<number[]> {
    const people = this.connectedPeople();
    const answers = await Promise.all(people.map((personId) => this.#isThere(personRoom(personId))));
    return people.filter((_, at) => answers[at]);
  }

  async #isThere(room: string): Promise<boolean> {
    try {
      return ((await this.#io.to(room).timeout(shownWithinMilliseconds).emitWithAck('check')) as unknown[]).includes(true);
    } catch (error) {
      return ((error as { responses?: unknown[] }).responses ?? []).includes(true);
    }
  }

  /** Tells the pages concerned that their call has changed; they ask for it again. */
  onFact(fact: Fact): void {
    if (fact.kind === 'calls.put') {
      for (const call of fact.calls) this.#io.to(personRoom(call.personId)).emit('callChanged', call.id);
    }
    // Put again whenever calls of it were stopped in numbers too large to be named one by one.
    if (fact.kind === 'callOut.put') this.#tellCallOut(fact.callOut.id);
  }

  #tellCallOut(callOutId: string): void {
    for (const socketId of this.#io.of('/').adapter.rooms.get(callOutRoom(callOutId)) ?? []) {
      const callId = this.#calls(socketId)?.get(callOutId);
      if (callId) this.#io.to(socketId).emit('callChanged', callId);
    }
  }

  #remember(socketId: string, callId: CallId, callOutId: string): void {
    const socket = this.#io.of('/').sockets.get(socketId);
    if (!socket) return;
    void socket.join(callOutRoom(callOutId));
    const data = socket.data as { calls?: Map<string, CallId> };
    data.calls = (data.calls ?? new Map<string, CallId>()).set(callOutId, callId);
  }

  #calls(socketId: string): Map<string, CallId> | undefined {
    return (this.#io.of('/').sockets.get(socketId)?.data as { calls?: Map<string, CallId> } | undefined)?.calls;
  }
}
