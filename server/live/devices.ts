import type { Server, Socket } from 'socket.io';
import { areaPrefix, type AreaCode } from '../contract/areas.ts';
import type { CallId, CallOutId } from '../contract/calls.ts';
import type { Fact } from '../contract/facts.ts';
import type { LinkClaim } from '../contract/field.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { CallRing } from '../contract/socket.ts';
import type { Devices } from '../kernel/channels/devices.ts';
import type { Presence } from '../kernel/nodes/presence.ts';

/** A page that draws takes well under a second; one that does not say so within this long is asleep or gone. */
const shownWithinMilliseconds = 5_000;

const personRoomPrefix = 'person ';
const officerRoomPrefix = 'officer of ';

function personRoom(personId: number): string {
  return `${personRoomPrefix}${personId}`;
}

/** Pages that officers opened for a person: they are rung and told like the person's, and are no sign that the person was. */
function officerRoom(personId: number): string {
  return `${officerRoomPrefix}${personId}`;
}

function callRoom(callId: string): string {
  return `call ${callId}`;
}

function callOutRoom(callOutId: string): string {
  return `callOut ${callOutId}`;
}

/** The few of a call-out's pages that show calls of others: thousands show their own alone. */
function answeringRoom(callOutId: string): string {
  return `answering ${callOutId}`;
}

/** A call that a page shows. */
export interface ShownCall {
  callId: CallId;
  callOutId: CallOutId;
  incidentId: IncidentId;
  areaCode: AreaCode;
  /** False for a deputy, a superior or whoever else was reached because the called person is silent. */
  isOwn: boolean;
}

/** The link by which a page came. */
export interface PageLink {
  token: string;
  claim: LinkClaim;
  /** Of the call that it is bound to. */
  incidentId?: IncidentId;
}

/**
 * Whether a page that came by this link may show a call. One that is bound to a call shows no call of others but that one: it may have
 * been passed on. Of the person's own it shows those of the same incident, so that an update reaches who has the page open, unless it
 * was printed: anybody may have scanned it.
 */
export function leadsTo({ claim, incidentId }: PageLink, call: Pick<ShownCall, 'callId' | 'incidentId' | 'isOwn'>): boolean {
  if (opens(claim, call.callId)) return true;
  return claim.via !== 'sheet' && call.isOwn && call.incidentId === incidentId;
}

function opens({ callId }: LinkClaim, asked: CallId): boolean {
  return callId === undefined || callId === asked;
}

/** With the page's own link where that one opens the call too: a ring never makes more of a link, nor has it last longer. */
function asFor({ token, claim }: PageLink, ring: CallRing, seal: (claim: LinkClaim) => string): CallRing {
  const callId = ring.field.call.id;
  if (opens(claim, callId)) return { ...ring, token };
  return claim.officer ? { ...ring, token: seal({ ...claim, callId }) } : ring;
}

/** What opening a page asks for. */
export interface PageOpening<T> {
  admit: () => Promise<PageLink>;
  read: () => Promise<{ shows: ShownCall[]; rings: T }>;
}

/** What a page's connection remembers. */
interface PageMemory {
  link: PageLink;
  calls?: Map<CallId, ShownCall>;
  /** Attempts that it was rung for. */
  rung?: Set<number>;
}

function memoryOf(page: Socket): PageMemory {
  return page.data as PageMemory;
}

function isNews(page: Socket, attemptId: number): boolean {
  const rung = (memoryOf(page).rung ??= new Set());
  return rung.size < rung.add(attemptId).size;
}

/** Whether the page says in time that it has shown the ring; one that is asleep or gone does not. */
async function shows(page: Socket, ring: CallRing): Promise<boolean> {
  try {
    return (await page.timeout(shownWithinMilliseconds).emitWithAck('ring', ring)) === true;
  } catch {
    return false;
  }
}

/** What is new, in the order in which it came: who holds one finds all that came later, and what nobody holds is forgotten. */
interface News {
  fact: Fact;
  next?: News;
}

/** Whether a page that shows this call has to look at it again. */
function concerns(fact: Fact, call: ShownCall): boolean {
  // Put again whenever calls of it were stopped in numbers too large to be named one by one.
  if (fact.kind === 'callOut.put') return fact.callOut.id === call.callOutId;
  if (fact.kind !== 'calls.put' || fact.callOutId !== call.callOutId) return false;
  if (fact.calls.length > 0) return fact.calls.some(({ id }) => id === call.callId);
  // Too many to be named: who answers for some of them looks at those of this area again.
  return !call.isOwn && call.areaCode.startsWith(areaPrefix(fact.tallyCode));
}

/** The responders' pages that are open now. Holds no call: what rings is read from the database whenever a page comes or returns. */
export class LiveDevices implements Devices, Presence {
  readonly #io: Server;
  readonly #seal: (claim: LinkClaim) => string;
  #latest: News | { next?: News } = {};

  constructor(io: Server, seal: (claim: LinkClaim) => string) {
    this.#io = io;
    this.#seal = seal;
  }

  connectedPeople(): number[] {
    return this.#peopleIn(personRoomPrefix);
  }

  lookedAt(): number[] {
    const { rooms } = this.#io.of('/').adapter;
    return this.#peopleIn(officerRoomPrefix).filter((personId) => !rooms.has(personRoom(personId)));
  }

  #peopleIn(roomPrefix: string): number[] {
    const rooms = [...this.#io.of('/').adapter.rooms.keys()].filter((room) => room.startsWith(roomPrefix));
    return rooms.map((room) => Number(room.slice(roomPrefix.length)));
  }

  /**
   * Lets the person be rung on this page, and tells it when a call that it shows changes. Which these are is read meanwhile: what
   * changes until they are known, it is told then. Throws what `admit` throws, before anything can ring.
   */
  async open<T>(socket: Socket, personId: number, { admit, read }: PageOpening<T>): Promise<T> {
    const before = this.#latest;
    const link = await admit();
    memoryOf(socket).link = link;
    // A household's line on paper is no page of the person on whose call it hangs: that person is not rung there.
    if (link.claim.householdId === undefined) void socket.join(link.claim.officer ? officerRoom(personId) : personRoom(personId));
    // Also where its call-out is over: what is said of that call is still told.
    if (link.claim.callId !== undefined) void socket.join(callRoom(link.claim.callId));
    const { shows, rings } = await read();
    for (const call of shows) if (leadsTo(link, call)) this.#remember(socket, call);
    for (let news = before.next; news; news = news.next) this.#tellOf(socket, news.fact);
    return rings;
  }

  #remember(socket: Socket, call: ShownCall): void {
    const { callId, callOutId, isOwn } = call;
    void socket.join([callRoom(callId), callOutRoom(callOutId), ...(isOwn ? [] : [answeringRoom(callOutId)])]);
    const memory = memoryOf(socket);
    memory.calls = (memory.calls ?? new Map<CallId, ShownCall>()).set(callId, call);
  }

  /**
   * Rings every open page of a person whose link leads to the call, each once for an attempt: what rings when a page opens may just be
   * leaving the outbox too. True once one of the person's own says that it was shown.
   */
  async ring(personId: number, ring: CallRing): Promise<boolean> {
    const { call, isOwn } = ring.field;
    const shownCall = { callId: call.id, callOutId: call.callOutId, incidentId: ring.incidentId, areaCode: call.areaCode, isOwn };
    const pages = this.#pagesOf(personId)
      .filter((page) => leadsTo(memoryOf(page).link, shownCall))
      .filter((page) => isNews(page, ring.attemptId));
    for (const page of pages) this.#remember(page, shownCall);
    const shown = await Promise.all(
      pages.map(async (page) => {
        const { link } = memoryOf(page);
        return (await shows(page, asFor(link, ring, this.#seal))) && !link.claim.officer;
      }),
    );
    return shown.includes(true);
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

  /** Tells the pages concerned that a call has changed, the called person's and those of whoever was reached for it; they ask again. */
  onFact(fact: Fact): void {
    this.#latest = this.#latest.next = { fact };
    if (fact.kind === 'calls.put') {
      for (const { id, personId } of fact.calls) {
        const theirs = this.#pagesOf(personId).filter((page) => opens(memoryOf(page).link.claim, id));
        const pages = new Set([...theirs, ...this.#socketsIn(callRoom(id))]);
        for (const page of pages) page.emit('callChanged', id);
      }
      if (fact.calls.length === 0) this.#tell(answeringRoom(fact.callOutId), fact);
    }
    if (fact.kind === 'callOut.put') this.#tell(callOutRoom(fact.callOut.id), fact);
    if (fact.kind === 'help.put') this.#tellOfHelp(fact.help);
  }

  /** The pages of who needs help, whichever of their calls they show, and of whoever asked for them by this call. */
  #tellOfHelp({ personId, callId }: Extract<Fact, { kind: 'help.put' }>['help']): void {
    const pages = new Set([...this.#pagesOf(personId), ...this.#socketsIn(callRoom(callId))]);
    for (const page of pages) page.emit('helpChanged', callId);
  }

  #tell(room: string, fact: Fact): void {
    for (const page of this.#socketsIn(room)) this.#tellOf(page, fact);
  }

  #tellOf(page: Socket, fact: Fact): void {
    for (const call of memoryOf(page).calls?.values() ?? []) if (concerns(fact, call)) page.emit('callChanged', call.callId);
  }

  #pagesOf(personId: number): Socket[] {
    return [...this.#socketsIn(personRoom(personId)), ...this.#socketsIn(officerRoom(personId))];
  }

  #socketsIn(room: string): Socket[] {
    const { adapter, sockets } = this.#io.of('/');
    return [...(adapter.rooms.get(room) ?? [])].flatMap((id) => sockets.get(id) ?? []);
  }
}
