import type { Batch } from '#contract/facts.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { RefusalCode } from '#contract/refusals.ts';
import type { Answer, Known } from '#contract/socket.ts';
import type { WaitingIncident } from '#contract/waiting.ts';
import type { ServerHealth } from '#contract/watchdog.ts';
import { signal } from './signals.ts';
import { unpacked } from './unpacked.ts';

/**
 * connecting: the page has just been opened. live: caught up, and the server was heard lately. catching-up: reading what was missed.
 * stale: connected, and silent for too long. offline: no connection.
 */
export type LinkState = 'connecting' | 'live' | 'catching-up' | 'stale' | 'offline';

export interface LinkHealth {
  state: LinkState;
  /** Wall milliseconds of this device when the screen was last known to be current; null before the first catch-up. */
  currentAt: number | null;
}

/** As much of a socket.io client as the link needs; a test cranks one by hand. */
export interface LinkSocket {
  readonly connected: boolean;
  on(event: string, listener: (...args: never[]) => void): unknown;
  emit(event: string, ...args: unknown[]): unknown;
  connect(): unknown;
  disconnect(): unknown;
}

export interface LinkEnds {
  /** The newest fact that was folded: where a reconnect goes on. */
  seq: () => number;
  onBatch: (batch: Batch) => void;
  /** The server's wall time, by which the clocks on screen are set, and whether calls go through. */
  onHeartbeat: (wallAt: string, health: ServerHealth) => void;
  /** In which incidents something waits for this desk. */
  onWaiting: (waiting: WaitingIncident[]) => void;
  onRefusal: (code: RefusalCode) => void;
  /** What was folded is of another log than the server's now: everything is forgotten, and read from the beginning. */
  onPutBack: () => void;
  /** Wall milliseconds of this device. */
  now: () => number;
}

/** Connected, and nothing heard for longer than this: the screen may be old. Heartbeats come every few seconds. */
export const staleAfterMilliseconds = 10_000;
/** A catch-up that makes no progress for this long is asked for again. */
const askAgainAfterMilliseconds = 20_000;

/**
 * Follows one incident over one socket. Following is how a screen starts and how it recovers, so there is no other way in.
 *
 * A live fact can overtake the catch-up: the server joins the room before it reads the log. Folding it at once would move the
 * world's seq past facts that are still on their way, and they would be dropped as known. So live batches are held until the
 * catch-up has been acknowledged, and then folded in the order in which they came.
 */
export class Link {
  readonly #health = signal<LinkHealth>({ state: 'connecting', currentAt: null });
  readonly #reading = signal(false);
  readonly #socket: LinkSocket;
  readonly #ends: LinkEnds;
  readonly #openedAt: number;
  #incidentId: IncidentId | null = null;
  #held: Batch[] = [];
  /** What has come of the log so far, until all of it has: half a log is a past state, and must not be taken for the present. */
  #first: Batch[] | null = [];
  /** Of the newest fact that came, and which it is: by it the server tells whether its log goes on from there. */
  #mark: Pick<Batch, 'seq' | 'mark'> | null = null;
  /** Counts follows, so that the answer to an earlier one is not taken for the answer to this one. */
  #round = 0;
  /** When the server was last heard, or asked. */
  #heardAt = 0;

  constructor(socket: LinkSocket, ends: LinkEnds) {
    this.#socket = socket;
    this.#ends = ends;
    this.#openedAt = ends.now();
    socket.on('connect', () => this.#ask());
    socket.on('disconnect', () => this.#setState('offline'));
    socket.on('changes', (batch: Batch) => this.#hear(batch));
    socket.on('packed', (batch: string) => this.#hear(unpacked(batch)));
    socket.on('logPutBack', (incidentId: IncidentId) => {
      if (incidentId === this.#incidentId) this.#startAnew();
    });
    socket.on('waiting', (waiting: WaitingIncident[]) => ends.onWaiting(waiting));
    socket.on('heartbeat', (wallAt: string, serverHealth: ServerHealth) => {
      if (this.health.state !== 'catching-up') this.#heard();
      ends.onHeartbeat(wallAt, serverHealth);
    });
  }

  get health(): LinkHealth {
    return this.#health.get();
  }

  /** Whether what is on screen may be old, or is not there yet though the page was opened long enough ago. */
  get isStale(): boolean {
    const { state, currentAt } = this.health;
    return state !== 'live' && this.#ends.now() - (currentAt ?? this.#openedAt) > staleAfterMilliseconds;
  }

  /** Whether the incident is not known yet as it stands now. */
  get isReading(): boolean {
    return this.#reading.get();
  }

  /** Follows another incident from wherever the world is; the caller has reset the world. */
  follow(incidentId: IncidentId | null): void {
    if (this.#incidentId && this.#socket.connected) this.#socket.emit('unfollow', this.#incidentId, () => undefined);
    this.#incidentId = incidentId;
    this.#first = [];
    this.#reading.set(incidentId !== null);
    if (this.#socket.connected) this.#ask();
    else this.#socket.connect();
  }

  /** Call about once a second: notices silence. */
  tick(): void {
    const now = this.#ends.now();
    const { state } = this.health;
    if (state === 'connecting' && now - this.#openedAt > staleAfterMilliseconds) this.#setState('offline');
    if (state === 'live' && now - this.#heardAt > staleAfterMilliseconds) this.#setState('stale');
    if (state === 'catching-up' && now - this.#heardAt > askAgainAfterMilliseconds) this.#ask();
  }

  close(): void {
    this.#incidentId = null;
    this.#round++;
    this.#socket.disconnect();
  }

  /** A line that breaks while the log is read goes on where it broke. */
  get #seq(): number {
    return this.#first?.at(-1)?.seq ?? this.#ends.seq();
  }

  get #known(): Known {
    const seq = this.#seq;
    const mark = this.#mark?.seq === seq ? this.#mark.mark : undefined;
    return mark === undefined ? seq : { seq, mark };
  }

  #ask(): void {
    this.#held = [];
    this.#heardAt = this.#ends.now();
    const round = ++this.#round;
    // Without an incident there is nothing to catch up with; the heartbeat alone says that the server is there.
    if (!this.#incidentId) return this.#setState('live');
    this.#setState('catching-up');
    this.#socket.emit('follow', this.#incidentId, this.#known, (answer: Answer<{ seq: number }>) => {
      if (round === this.#round) this.#answered(answer);
    });
  }

  #answered(answer: Answer<{ seq: number }>): void {
    if (!answer.ok && answer.code === 'log/put-back') return this.#startAnew();
    this.#reading.set(false);
    if (!answer.ok) return this.#ends.onRefusal(answer.code);
    const held = [...(this.#first ?? []), ...this.#held];
    this.#held = [];
    this.#first = null;
    this.#setState('live');
    for (const batch of held) this.#take(batch);
    this.#heard();
  }

  /** The database was put back to an earlier copy: what this screen knows beyond it has not happened, as far as anybody will ever know. */
  #startAnew(): void {
    this.#held = [];
    this.#first = [];
    this.#mark = null;
    this.#reading.set(true);
    this.#ends.onPutBack();
    if (this.#socket.connected) this.#ask();
  }

  #note({ seq, mark }: Batch): void {
    this.#mark = { seq, ...(mark !== undefined && { mark }) };
  }

  #take(batch: Batch): void {
    this.#note(batch);
    this.#ends.onBatch(batch);
  }

  #hear(batch: Batch): void {
    if (batch.incidentId !== this.#incidentId) return;
    this.#heard();
    if (this.health.state === 'catching-up' && !batch.catchUp) this.#held.push(batch);
    else if (this.#first) {
      this.#first.push(batch);
      this.#note(batch);
    } else this.#take(batch);
  }

  /** The server spoke: what was stale is current again, because a connected socket delivers in order. */
  #heard(): void {
    this.#heardAt = this.#ends.now();
    const { state } = this.health;
    if (state === 'live' || state === 'stale') this.#health.set({ state: 'live', currentAt: this.#heardAt });
  }

  #setState(state: LinkState): void {
    const { currentAt } = this.health;
    this.#health.set({ state, currentAt: state === 'live' ? this.#ends.now() : currentAt });
  }
}
