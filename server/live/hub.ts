import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { RequestHandler } from 'express';
import { Server, type Socket } from 'socket.io';
import type { Session } from '../contract/session.ts';
import type { ClientToServer, Ring, ServerToClient } from '../contract/socket.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Database } from '../kernel/db.ts';
import type { Doorbell } from '../kernel/doorbell.ts';
import type { Log } from '../kernel/log.ts';
import { Refusal } from '../kernel/refusal.ts';
import { LiveDevices } from './devices.ts';
import { listenToFollower } from './follow.ts';
import { Followers } from './followers.ts';

/** A hundred times the largest event that a page sends; a larger one closes its connection. */
const maxEventBytes = 100_000;
const heartbeatMilliseconds = 5_000;

export interface LiveDoors {
  database: Database;
  doorbell: Doorbell;
  clock: Clock;
  log: Log;
  session: RequestHandler;
  isForeignOrigin: (headers: IncomingMessage['headers']) => boolean;
  /** Of these session ids, those that have ended: signed out, expired, disabled. */
  endedSessions: (sids: string[]) => Promise<string[]>;
  /** Whom a link token speaks for; throws a refusal when it is forged or has expired. */
  deviceOf: (token: string) => { personId: number };
  /** What rings for a person now, because a page of theirs has just opened. */
  openRings: (personId: number) => Promise<Ring[]>;
  onShown: (ring: Ring) => Promise<void>;
}

/** Socket.IO on the HTTP server: command maps follow incidents, responders' pages are rung. Holds memory; nothing else does. */
export class Live {
  readonly devices: LiveDevices;
  readonly followers: Followers;
  readonly #io: Server<ClientToServer, ServerToClient>;
  readonly #doors: LiveDoors;
  readonly #stop: (() => void)[];

  constructor(http: HttpServer, doors: LiveDoors) {
    this.#doors = doors;
    this.#io = new Server(http, {
      serveClient: false,
      maxHttpBufferSize: maxEventBytes,
      allowRequest: (req, decide) => decide(null, !doors.isForeignOrigin(req.headers)),
    });
    this.devices = new LiveDevices(this.#io);
    this.followers = new Followers({ io: this.#io, database: doors.database, log: doors.log, onFact: (fact) => this.devices.onFact(fact) });
    this.#io.engine.use(doors.session);
    this.#io.on('connection', (socket) => this.#admit(socket));
    const beat = setInterval(() => void this.#heartbeat(), heartbeatMilliseconds);
    this.#stop = [doors.doorbell.onRing((incidentId) => this.followers.ring(incidentId)), () => clearInterval(beat)];
  }

  async close(): Promise<void> {
    for (const stop of this.#stop) stop();
    await this.#io.close();
  }

  #admit(socket: Socket): void {
    const { token } = socket.handshake.auth as { token?: unknown };
    if (typeof token === 'string') return void this.#admitDevice(socket, token);
    const request = socket.request as IncomingMessage & { session?: { user?: Session }; sessionID?: string };
    const user = request.session?.user;
    if (user && request.sessionID) void socket.join(`session ${request.sessionID}`);
    listenToFollower(socket, user, this.#doors);
  }

  async #admitDevice(socket: Socket, token: string): Promise<void> {
    try {
      const { personId } = this.#doors.deviceOf(token);
      this.devices.join(socket, personId);
      for (const ring of await this.#doors.openRings(personId)) void this.#ring(personId, ring);
    } catch (error) {
      if (!(error instanceof Refusal)) this.#doors.log.error({ err: error }, 'admitting a device failed');
      socket.disconnect(true);
    }
  }

  async #ring(personId: number, ring: Ring): Promise<void> {
    try {
      if (await this.devices.ring(personId, ring)) await this.#doors.onShown(ring);
    } catch (error) {
      this.#doors.log.error({ err: error, attemptId: ring.attemptId }, 'noting that a call was shown failed');
    }
  }

  /** Tells every screen that it is alive, and closes the connections of sessions that have ended. */
  async #heartbeat(): Promise<void> {
    this.#io.emit('heartbeat', this.#doors.clock.now().toISOString());
    const rooms = [...this.#io.of('/').adapter.rooms.keys()].filter((room) => room.startsWith('session '));
    if (rooms.length === 0) return;
    try {
      const ended = await this.#doors.endedSessions(rooms.map((room) => room.slice('session '.length)));
      for (const sid of ended) this.#io.in(`session ${sid}`).disconnectSockets(true);
    } catch (error) {
      this.#doors.log.warn({ err: error }, 'checking sessions failed');
    }
  }
}
