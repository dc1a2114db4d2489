import { isCity } from '#contract/areas.ts';
import { isOwing, type Call, type CallId, type CallLevel, type CallRow, type Tally } from '#contract/calls.ts';
import { owed } from '../state/select.ts';
import type { World } from '#contract/world.ts';
import { noTally } from '#contract/tallies.ts';

/** Who needs a person first: help or somebody who cannot act, then the unroused, then whoever is silent; the answered last. */
const urgency = { unroused: 1, escalated: 2, silent: 3, answered: 4, stale: 5, superseded: 6 } as const;

/** The level of the tree that a called person's post belongs to: a guardian's is that of the household. */
export function levelOfCall({ postKind, areaCode }: Pick<Call, 'postKind' | 'areaCode'>): CallLevel {
  if (postKind === 'household' || postKind === 'guardian') return 'household';
  if (isCity(areaCode)) return 'city';
  if (areaCode.endsWith('000000')) return 'county';
  return areaCode.endsWith('000') ? 'township' : 'village';
}

/** What a filter may ask for besides a call's state. owing: silent in any way. doubtful: an answer with a quality flag. */
export const standings = ['owing', 'silent', 'escalated', 'unroused', 'answered', 'needHelp', 'cannot', 'doubtful'] as const;
export type CallStanding = (typeof standings)[number];

export interface PeopleFilter {
  level: CallLevel | null;
  postKind: string | null;
  standing: CallStanding | null;
  /** Calls that were tried over the channel that was chosen; null: whatever the channel. */
  onChannel: ReadonlySet<CallId> | null;
  /** Who is meant by what was typed; null: nothing was. */
  isMeant: ((call: CallRow) => boolean) | null;
}

export const everybody: PeopleFilter = { level: null, postKind: null, standing: null, onChannel: null, isMeant: null };

export function filterPeople(people: readonly CallRow[], filter: PeopleFilter): readonly CallRow[] {
  const { level, postKind, standing, onChannel, isMeant } = filter;
  if (Object.values(filter).every((part) => part === null)) return people;
  return people.filter(
    (call) =>
      (level === null || levelOfCall(call) === level) &&
      (postKind === null || call.postKind === postKind) &&
      (standing === null || stands(call, standing)) &&
      (onChannel === null || onChannel.has(call.id)) &&
      (isMeant === null || isMeant(call)),
  );
}

function stands(call: Call, standing: CallStanding): boolean {
  switch (standing) {
    case 'owing':
      return isOwing(call);
    case 'needHelp':
      return call.needHelp;
    case 'cannot':
      return call.cannot;
    case 'doubtful':
      return call.flags.length > 0;
    case 'silent':
    case 'escalated':
    case 'unroused':
    case 'answered':
      return call.state === standing;
  }
}

/** Kinds of posts among people, the most frequent first. */
export function postKindsOf(people: readonly CallRow[]): string[] {
  const counts = new Map<string, number>();
  for (const { postKind } of people) counts.set(postKind, (counts.get(postKind) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([kind]) => kind);
}

export function byUrgency(a: CallRow, b: CallRow): number {
  return rank(a) - rank(b) || compare(a.calledAt, b.calledAt) || compare(a.dueAt ?? '~', b.dueAt ?? '~') || compare(a.id, b.id);
}

function rank(call: Call): number {
  if (call.needHelp) return 0;
  return call.cannot ? 0.5 : urgency[call.state];
}

/** Times and ids are ASCII: comparing them by language would cost a hundred times as much. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** How people stand together, counted from their calls: the same numbers that the server counts for an area. */
export function tallyOf(people: readonly Call[]): Tally {
  const tally = { ...noTally };
  for (const call of people) {
    tally.total++;
    if (call.needHelp) tally.needHelp++;
    if (call.cannot) tally.cannot++;
    if (!isOwing(call)) {
      tally[call.state as 'answered' | 'stale' | 'superseded']++;
      continue;
    }
    tally.silent++;
    if (call.state !== 'silent') tally[call.state as 'escalated' | 'unroused']++;
    if (call.state === 'unroused' && call.postKind === 'household') tally.unrousedHouseholds++;
    if (tally.silentSince === null || call.calledAt < tally.silentSince) tally.silentSince = call.calledAt;
  }
  return tally;
}

/**
 * Whether the calls at hand add up to the tally. When very many calls of an area change at once, the fact carries the tally alone:
 * then they have to be read again.
 */
export function addsUp(people: readonly Call[], tally: Tally): boolean {
  const counted = tallyOf(people);
  const isSame = (['answered', 'silent', 'escalated', 'unroused'] as const).every((part) => counted[part] === tally[part]);
  return isSame && owed(counted) === owed(tally);
}

/** A call as the newest fact says, with the name that was read. */
export function brought(row: CallRow, world: Pick<World, 'calls'>): CallRow {
  const call = world.calls.get(row.id);
  return call ? { ...row, ...call } : row;
}

/** Calls of an earlier version are nobody's business on the board of now. */
export function isOfNow({ state }: Pick<Call, 'state'>): boolean {
  return state !== 'stale' && state !== 'superseded';
}

/** How a call stands, as a key of the words; values: rung. */
export function stateKey(call: Pick<CallRow, 'state' | 'progress' | 'needHelp' | 'cannot' | 'rung'>, isOrder = false) {
  if (call.needHelp) return 'call/needHelp';
  if (call.cannot) return isOrder ? 'orderReply/cannot' : 'call/cannot';
  if (isOrder && call.state === 'answered' && call.progress) return `orderReply/${call.progress}` as const;
  if (call.state === 'answered') return call.progress ? (`call/${call.progress}` as const) : 'call/answered';
  if (call.state === 'silent' && call.rung > 0) return 'call/redialled';
  return `call/${call.state}` as const;
}
