import { isWanted, type HelpMark, type HelpRequest, type HelpRequestId } from '#contract/help.ts';
import { helpWanted } from '../state/helps.ts';

/** A line of the list: what the log says of it, and what was read besides; null until it was. */
export interface HelpLine {
  mark: HelpMark;
  read: HelpRequest | null;
}

export interface HelpLines {
  wanted: HelpLine[];
  /** Newest first. */
  ended: HelpLine[];
}

/** What the log says goes before what was read a moment ago. */
export function helpLines(helps: ReadonlyMap<HelpRequestId, HelpMark>, read: ReadonlyMap<HelpRequestId, HelpRequest>): HelpLines {
  const lineOf = (mark: HelpMark): HelpLine => ({ mark, read: read.get(mark.id) ?? null });
  const ended = [...helps.values()].filter((mark) => !isWanted(mark)).sort((a, b) => ((a.endedAt ?? '') < (b.endedAt ?? '') ? 1 : -1));
  return { wanted: helpWanted({ helps }).map(lineOf), ended: ended.map(lineOf) };
}

/** `0.6`, `12`: kilometres as far as they matter. */
export function kilometersOf(meters: number): string {
  const kilometers = meters / 1000;
  return kilometers < 10 ? kilometers.toFixed(1) : String(Math.round(kilometers));
}

/** What may be done from where it stands, in the order of the buttons. */
export const helpDeeds = {
  open: ['taken', 'helped', 'closed'],
  taken: ['helped', 'closed', 'open'],
  helped: ['open', 'closed'],
  closed: [],
} as const satisfies Record<HelpMark['state'], readonly HelpMark['state'][]>;
