import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { RequestHandler } from 'express';
import { Server, type Socket } from 'socket.io';
import { z } from 'zod';
import { areaPrefix } from '../contract/areas.ts';
import { CallId, NewReceipt, type Call } from '../contract/calls.ts';
import type { Fact } from '../contract/facts.ts';
import type { LinkClaim } from '../contract/field.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { Session } from '../contract/session.ts';
import type { ClientToServer, CallRing, ServerToClient } from '../contract/socket.ts';
import type { WaitingIncident } from '../contract/waiting.ts';
import type { ServerHealth } from '../contract/watchdog.ts';
import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { every } from '../kernel/async/every.ts';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { loudnessOf, Refusal } from '../kernel/refusal.ts';
import type { OpenedToken } from '../kernel/security/signed-token.ts';
import { noLongerStranger, strangerMilliseconds } from '../kernel/http/strangers.ts';
import { KeyedMutex } from '../kernel/async/keyed-mutex.ts';
import { LiveDevices, type ShownCall } from './devices.ts';
import { listenToFollower } from './follow.ts';
import { Followers } from './followers.ts';
import { handle } from './handle.ts';
import { LinkWatch, type LinkWatchDependencies } from './link-watch.ts';
import { Snapshots } from './snapshots.ts';
import { WaitingBroadcast } from './waiting.ts';

/** A hundred times the largest event that a page sends; a larger one closes its connection. */
const maxEventBytes = 100_000;
const heartbeatMilliseconds = 5_000;
/** A screen that says it is live is never further behind than this, though the line by which a node hears of the others may die unheard. */
const listenAgainMilliseconds = 2_000;
/** Command maps and walls: they are told that the server lives. A responder's page has its connection, and pays for each byte. */
const screens = 'screens';
/**
 * Either end of a line that has died knows it within fifteen seconds, also when only one direction is cut: a page comes back by another
 * line, and nothing is kept for one that will never read it. The library's own patience is three quarters of a minute.
 */
const pulse = { pingInterval: 8_000, pingTimeout: 7_000 };
/** What is said of the server's health until its database has been asked. */
const nothingKnown: ServerHealth = {
  watch: { state: 'off', at: null, step: null, roundTripMilliseconds: null },
  openBreakers: [],
  laddersStuckSince: null,
  stuckChannels: [],
  muteChannels: [],
  backupFailingSince: null,
};

export interface LiveDependencies {
  /** As of a scope: of whoever sees the whole city. */
  cityArea: string;
  database: Database;
  doorbell: Doorbell;
  clock: Clock;
  log: Log;
  metrics: Pick<Metrics, 'event'>;
  session: RequestHandler;
  isForeignOrigin: (headers: IncomingMessage['headers']) => boolean;
  /** Of these session ids, those that have ended: signed out, expired, disabled. */
  endedSessions: (sids: string[]) => Promise<string[]>;
  links: {
    /** What a link token says; throws a refusal when it is forged or has expired. */
    open: (token: string) => OpenedToken<LinkClaim>;
    /** The incident of the call that the link is bound to, if it is bound to one; throws a refusal when the link was withdrawn. */
    admit: (link: OpenedToken<LinkClaim>) => Promise<{ incidentId?: IncidentId }>;
    revocationsSince: LinkWatchDependencies['revocationsSince'];
    /** Of these, those that open nothing any more. */
    dead: LinkWatchDependencies['dead'];
    /** A link of an officer for another call of the same person. */
    seal: (claim: LinkClaim) => string;
  };
  /** An answer that came over the live link of a page; throws a refusal when it is not taken. */
  takeReceipt: (handedIn: { link: OpenedToken<LinkClaim>; callId: CallId; receipt: NewReceipt }) => Promise<Call>;
  /** What rings for a person now, because a page of theirs has just opened, and the calls that the page shows. */
  openPage: (opener: { personId: number; isOfficer: boolean }) => Promise<{ rings: CallRing[]; shows: ShownCall[] }>;
  onShown: (ring: CallRing) => Promise<void>;
  /** As whom the watchdog follows; undefined for a wrong key. */
  watchdogOf: (key: string) => Session | undefined;
  /** In which incidents something waits for a desk of this area. */
  waiting: (areaPrefix: string) => Promise<WaitingIncident[]>;
  /** Whether calls go through: said with every heartbeat. */
  health: () => Promise<ServerHealth>;
}

function mayFollow(user: Session | undefined): user is Session {
  return user !== undefined && !user.mustChoosePassword;
}

/** Socket.IO on the HTTP server: command maps follow incidents, responders' pages are rung. Holds memory; nothing else does. */
export class Live {
  readonly devices: LiveDevices;
  readonly followers: Followers;
  readonly snapshots: Snapshots;
  readonly #io: Server<ClientToServer, ServerToClient>;
  readonly #dependencies: LiveDependencies;
  readonly #linkWatch: LinkWatch;
  readonly #waiting: WaitingBroadcast;
  readonly #mutex = new KeyedMutex();
  readonly #stop: (() => unknown)[];
  #health = nothingKnown;
  #isAskingHealth = false;

  constructor(http: HttpServer, dependencies: LiveDependencies) {
    this.#dependencies = dependencies;
    this.#io = new Server(http, {
      ...pulse,
      serveClient: false,
      connectTimeout: strangerMilliseconds,
      maxHttpBufferSize: maxEventBytes,
      allowRequest: (req, decide) => decide(null, !dependencies.isForeignOrigin(req.headers)),
    });
    this.devices = new LiveDevices(this.#io, (claim) => dependencies.links.seal(claim));
    this.snapshots = new Snapshots(dependencies);
    const { snapshots } = this;
    this.followers = new Followers({ io: this.#io, ...dependencies, snapshots, onFact: (fact) => this.#onFact(fact) });
    this.#waiting = new WaitingBroadcast({ io: this.#io, log: dependencies.log, read: (areaPrefix) => dependencies.waiting(areaPrefix) });
    this.#linkWatch = new LinkWatch({
      log: dependencies.log,
      clock: dependencies.clock,
      revocationsSince: dependencies.links.revocationsSince,
      dead: dependencies.links.dead,
    });
    this.#io.engine.use(dependencies.session);
    this.#io.on('connection', (socket) => this.#admit(socket));
    const beat = setInterval(() => void this.#heartbeat(), heartbeatMilliseconds);
    const failed = (error: unknown) =>
      dependencies.log.warn({ err: error }, 'looking for what was not heard failed, the next look tries again');
    this.#stop = [
      dependencies.doorbell.onRing((incidentId) => this.followers.ring(incidentId)),
      () => clearInterval(beat),
      every(listenAgainMilliseconds, () => this.#listenAgain(), failed),
    ];
  }

  async close(): Promise<void> {
    await Promise.all(this.#stop.map((stop) => stop()));
    this.followers.close();
    this.#waiting.close();
    await this.#linkWatch.stop();
    await this.#io.close();
  }

  /** How many are open, of screens and of responders' pages. */
  links(): ReadonlyMap<string, number> {
    const { sockets, adapter } = this.#io.of('/');
    const ofScreens = adapter.rooms.get(screens)?.size ?? 0;
    return new Map([
      ['screens', ofScreens],
      ['pages', sockets.size - ofScreens],
    ]);
  }

  #onFact(fact: Fact): void {
    this.devices.onFact(fact);
    this.#waiting.onFact(fact);
  }

  /** Rings for what other nodes have committed and the doorbell did not say. */
  async #listenAgain(): Promise<void> {
    if (this.#dependencies.database.kind === 'embedded' || this.#io.of('/').sockets.size === 0) return;
    for (const incidentId of await this.followers.unheard()) this.#dependencies.doorbell.ring(incidentId, Number.POSITIVE_INFINITY);
  }

  #admit(socket: Socket): void {
    const { token, watchdog } = socket.handshake.auth as { token?: unknown; watchdog?: unknown };
    if (typeof token === 'string') return void this.#admitDevice(socket, token);
    if (typeof watchdog === 'string') return this.#admitFollower(socket, this.#dependencies.watchdogOf(watchdog));
    const request = socket.request as IncomingMessage & { session?: { user?: Session }; sessionID?: string };
    const user = request.session?.user;
    if (user && request.sessionID) void socket.join(`session ${request.sessionID}`);
    this.#admitFollower(socket, user);
    // Told why at its next question, and closed: a page whose session has ended asks at once.
    if (!mayFollow(user)) setTimeout(() => socket.disconnect(true), strangerMilliseconds).unref();
  }

  #admitFollower(socket: Socket, user: Session | undefined): void {
    const { database, log, metrics } = this.#dependencies;
    if (mayFollow(user)) {
      noLongerStranger(socket.request.socket);
      void socket.join(screens);
      void this.#waiting.greet(socket, areaPrefix(user.areaCode));
    }
    listenToFollower(socket, user, { database, log, metrics, mutex: this.#mutex, snapshots: this.snapshots });
  }

  async #admitDevice(socket: Socket, token: string): Promise<void> {
    try {
      const link = this.#dependencies.links.open(token);
      this.#linkWatch.watch(socket, link);
      this.#listenToAnswers(socket, link);
      noLongerStranger(socket.request.socket);
      const { personId } = link.claim;
      const rings = await this.devices.open(socket, personId, {
        admit: async () => ({ token, claim: link.claim, ...(await this.#dependencies.links.admit(link)) }),
        read: () => this.#dependencies.openPage({ personId, isOfficer: link.claim.officer !== undefined }),
      });
      for (const ring of rings) void this.#ring(personId, ring);
    } catch (error) {
      if (error instanceof Refusal) this.#dependencies.log[loudnessOf(error)]({ code: error.code, event: 'connect' }, 'refused');
      else this.#dependencies.log.error({ err: error }, 'admitting a device failed');
      socket.disconnect(true);
    }
  }

  /** At once, before the link is looked up: an answer that comes meanwhile is not lost. Whether the link still holds is asked for each. */
  #listenToAnswers(socket: Socket, link: OpenedToken<LinkClaim>): void {
    handle({ socket, ...this.#dependencies }, 'receipt', {
      takes: z.tuple([CallId, NewReceipt]),
      does: async ([callId, receipt]) => ({
        call: await this.#dependencies.takeReceipt({ link, callId, receipt }),
      }),
    });
  }

  async #ring(personId: number, ring: CallRing): Promise<void> {
    try {
      if (await this.devices.ring(personId, ring)) await this.#dependencies.onShown(ring);
    } catch (error) {
      this.#dependencies.log.error({ err: error, attemptId: ring.attemptId }, 'noting that a call was shown failed');
    }
  }

  /**
   * Between two heartbeats, never before one: a database that hangs must not silence the heart. One that has not answered by the next beat
   * carries no call either, which is what the screens are told.
   */
  async #askHealth(): Promise<void> {
    if (this.#isAskingHealth) return this.#setFailing();
    this.#isAskingHealth = true;
    try {
      this.#health = await this.#dependencies.health();
    } catch (error) {
      this.#dependencies.log.warn({ err: error }, 'asking for the watchdog failed');
      this.#setFailing();
    } finally {
      this.#isAskingHealth = false;
    }
  }

  #setFailing(): void {
    this.#health = { ...this.#health, watch: { ...this.#health.watch, state: 'failing', step: 'database' } };
  }

  /** Tells every screen that it is alive, and closes the connections of sessions that have ended. */
  async #heartbeat(): Promise<void> {
    this.#io.to(screens).emit('heartbeat', this.#dependencies.clock.now().toISOString(), this.#health);
    void this.#askHealth();
    const rooms = [...this.#io.of('/').adapter.rooms.keys()].filter((room) => room.startsWith('session '));
    if (rooms.length === 0) return;
    try {
      const ended = await this.#dependencies.endedSessions(rooms.map((room) => room.slice('session '.length)));
      for (const sid of ended) this.#io.in(`session ${sid}`).disconnectSockets(true);
    } catch (error) {
      this.#dependencies.log.warn({ err: error }, 'checking sessions failed');
    }
  }
}
