import type { Leave, Rota, Shift } from '#contract/duty.ts';

const hourMilliseconds = 60 * 60_000;
const dayMilliseconds = 24 * hourMilliseconds;
/** Nantong's time has no summer time. */
const zoneMilliseconds = 8 * hourMilliseconds;

/** One turn or leave as a bar over the week: where it begins and how long it is, in shares of the week, 0 to 1. */
export interface Bar<T> {
  of: T;
  start: number;
  share: number;
}

/** The week as rows: one for each post with turns. */
export interface RotaRow {
  postId: number;
  postKind: string;
  bars: Bar<Shift>[];
}

export interface Week {
  from: Date;
  to: Date;
  /** The midnight that each of its days begins with. */
  days: Date[];
}

/** The seven days in Nantong that begin with the day of `at`, shifted by whole weeks. */
export function weekOf(at: Date, shiftedWeeks = 0): Week {
  const midnight = Math.floor((at.getTime() + zoneMilliseconds) / dayMilliseconds) * dayMilliseconds - zoneMilliseconds;
  const start = midnight + shiftedWeeks * 7 * dayMilliseconds;
  const days = Array.from({ length: 7 }, (_, day) => new Date(start + day * dayMilliseconds));
  return { from: new Date(start), to: new Date(start + 7 * dayMilliseconds), days };
}

export function rotaRows({ shifts }: Rota, week: Week): RotaRow[] {
  const rows = new Map<number, RotaRow>();
  for (const shift of shifts) {
    const row = rows.get(shift.postId) ?? { postId: shift.postId, postKind: shift.postKind, bars: [] };
    row.bars.push(barOf(shift, week));
    rows.set(shift.postId, row);
  }
  return [...rows.values()];
}

/** Cut to the week. */
export function barOf<T extends Pick<Shift | Leave, 'startsAt' | 'endsAt'>>(of: T, { from, to }: Week): Bar<T> {
  const length = to.getTime() - from.getTime();
  const start = Math.max(0, (Date.parse(of.startsAt) - from.getTime()) / length);
  const end = Math.min(1, (Date.parse(of.endsAt) - from.getTime()) / length);
  return { of, start, share: Math.max(0, end - start) };
}

/** The same turn on `days` days in a row. */
export function repeated(
  turn: { personId: number; from: Date; to: Date },
  days: number,
): { personId: number; startsAt: string; endsAt: string }[] {
  return Array.from({ length: days }, (_, day) => ({
    personId: turn.personId,
    startsAt: new Date(turn.from.getTime() + day * dayMilliseconds).toISOString(),
    endsAt: new Date(turn.to.getTime() + day * dayMilliseconds).toISOString(),
  }));
}

export interface Candidate {
  id: number;
  maskedName: string;
  /** The post by which they are known here. */
  postKind: string;
}

/** Everybody who holds a post of these or stands in for one, once each, in the order of the posts. */
export function candidatesOf(
  posts: readonly { kind: string; person: { id: number; maskedName: string }; deputy: { id: number; maskedName: string } | null }[],
): Candidate[] {
  const people = new Map<number, Candidate>();
  for (const { kind, person } of posts) people.set(person.id, { ...pick(person), postKind: kind });
  for (const { kind, deputy } of posts) if (deputy && !people.has(deputy.id)) people.set(deputy.id, { ...pick(deputy), postKind: kind });
  return [...people.values()];
}

function pick({ id, maskedName }: { id: number; maskedName: string }) {
  return { id, maskedName };
}
