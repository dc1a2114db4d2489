import { townshipOf, type AreaCode } from '#contract/areas.ts';
import type { CallRow } from '#contract/calls.ts';

/** Somebody whom calls may be handed to: awake, because they have answered. */
export interface Assignee {
  personId: number;
  maskedName: string;
  postKind: string;
  areaCode: AreaCode;
  answeredAt: string;
  /** 0: the same village, 1: the same township, 2: the same county, 3: elsewhere. */
  distance: number;
}

/** As many as anybody reads through; typing narrows them. */
const mostShown = 50;

export interface Search {
  /** Whose place counts: the first of the calls that are handed over. */
  near: AreaCode;
  /** What was typed: part of a post's or a place's name. */
  text: string;
  wordsOf: (call: CallRow) => string;
}

/**
 * Whom calls can be handed to, the nearest first, and among them who answered last: whoever has answered is awake and has a phone
 * that works, which is all that is asked of somebody who has to knock at a door.
 */
export function assignees(people: readonly CallRow[], calls: readonly CallRow[], { near, text, wordsOf }: Search): Assignee[] {
  const silent = new Set(calls.map(({ personId }) => personId));
  const found = new Map<number, Assignee>();
  for (const call of people) {
    const { personId, maskedName, postKind, areaCode, answeredAt } = call;
    if (call.state !== 'answered' || answeredAt === null || call.postKind === 'household' || silent.has(personId)) continue;
    const next = { personId, maskedName, postKind, areaCode, answeredAt, distance: distanceOf(areaCode, near) };
    const known = found.get(personId);
    if (known && known.distance <= next.distance) continue;
    if (text === '' || wordsOf(call).toLowerCase().includes(text.toLowerCase())) found.set(personId, next);
  }
  return [...found.values()].sort((a, b) => a.distance - b.distance || (a.answeredAt < b.answeredAt ? 1 : -1)).slice(0, mostShown);
}

function distanceOf(code: AreaCode, near: AreaCode): number {
  if (code === near) return 0;
  if (townshipOf(code) === townshipOf(near)) return 1;
  return code.slice(0, 6) === near.slice(0, 6) ? 2 : 3;
}
