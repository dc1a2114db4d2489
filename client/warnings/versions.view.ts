import { isWithin, type AreaCode } from '#contract/areas.ts';
import type { Warning, WarningId } from '#contract/warnings.ts';
import type { World } from '#contract/world.ts';
import { wordDiff, type Piece } from './word-diff.view.ts';

/** All versions of a warning and what cancelled it, the newest first. */
export function versionsOf(warnings: World['warnings'], id: WarningId): Warning[] {
  const reached = new Set<WarningId>([id]);
  // A set's iterator meets what is added on the way.
  for (const each of reached) {
    for (const earlier of warnings.get(each)?.supersedes ?? []) reached.add(earlier);
    for (const other of warnings.values()) if (other.supersedes?.includes(each)) reached.add(other.id);
  }
  return [...reached].flatMap((each) => warnings.get(each) ?? []).sort((a, b) => b.sent.localeCompare(a.sent) || b.version - a.version);
}

/** The version that one replaced: of several the newest. */
export function versionBefore(warnings: World['warnings'], { supersedes }: Warning): Warning | null {
  const earlier = (supersedes ?? []).flatMap((id) => warnings.get(id) ?? []);
  return earlier.reduce<Warning | null>((newest, each) => (newest === null || each.sent > newest.sent ? each : newest), null);
}

export const comparedTexts = ['headline', 'description', 'instruction'] as const;

/** What one version says otherwise than the one before it. */
export interface Changes {
  level: { from: Warning['level']; to: Warning['level'] } | null;
  /** Places that were not covered before, also not by an area above them. */
  areasAdded: AreaCode[];
  /** Places of which nothing is covered any more. */
  areasRemoved: AreaCode[];
  /** Of an area that was covered as a whole only these parts are left. */
  narrowed: { from: AreaCode; to: AreaCode[] }[];
  expires: { from: string | null; to: string | null } | null;
  texts: { of: (typeof comparedTexts)[number]; pieces: Piece[] }[];
}

export function changesBetween(before: Warning, after: Warning): Changes {
  return {
    level: before.level === after.level ? null : { from: before.level, to: after.level },
    areasAdded: after.areas.filter((code) => !isCovered(code, before)),
    ...lost(before, after),
    expires: before.expires === after.expires ? null : { from: before.expires, to: after.expires },
    texts: comparedTexts.flatMap((of) => (before[of] === after[of] ? [] : [{ of, pieces: wordDiff(before[of], after[of]) }])),
  };
}

function isCovered(code: AreaCode, { areas }: Pick<Warning, 'areas'>): boolean {
  return areas.some((area) => isWithin(code, area));
}

function lost(before: Warning, after: Warning): Pick<Changes, 'areasRemoved' | 'narrowed'> {
  const gone = before.areas
    .filter((code) => !isCovered(code, after))
    .map((from) => ({ from, to: after.areas.filter((code) => isWithin(code, from)) }));
  return {
    areasRemoved: gone.flatMap(({ from, to }) => (to.length === 0 ? [from] : [])),
    narrowed: gone.filter(({ to }) => to.length > 0),
  };
}

export function isChanged({ level, areasAdded, areasRemoved, narrowed, expires, texts }: Changes): boolean {
  return level !== null || expires !== null || areasAdded.length + areasRemoved.length + narrowed.length + texts.length > 0;
}
