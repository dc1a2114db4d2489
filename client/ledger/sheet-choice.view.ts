import type { AreaCode } from '#contract/areas.ts';
import type { CallId, CallOutId, CallRow } from '#contract/calls.ts';
import type { World } from '#contract/world.ts';
import { momentText } from '../words/format.ts';
import { noticeText } from '../notices/notice-words.ts';
import { say } from '../words/words.ts';

/** Whom the sheets are for. */
export interface SheetSubject {
  callOutId: CallOutId;
  area: AreaCode;
  /** Of the area only these. */
  callIds?: readonly CallId[];
}

/** Sheets that were asked for at the desk: one sheet is of one call-out, and an area may have several that run. */
export interface SheetChoice {
  /** What the dialog is headed with: the area, or how many people. */
  title: string;
  options: readonly { label: string; subject: SheetSubject }[];
}

/** Sheets for everybody of an area. */
export function sheetsForArea(
  world: Pick<World, 'callOuts'>,
  { area, callOutIds, title, now }: { area: AreaCode; callOutIds: readonly CallOutId[]; title: string; now: Date },
): SheetChoice {
  return { title, options: callOutIds.flatMap((callOutId) => optionOf(world, { callOutId, area }, now)) };
}

/** Sheets for some people. `area`: one that holds all of them. */
export function sheetsForCalls(
  world: Pick<World, 'callOuts'>,
  calls: readonly CallRow[],
  { area, now }: { area: AreaCode; now: Date },
): SheetChoice {
  const ids = [...new Set(calls.map(({ callOutId }) => callOutId))];
  const callsOf = (id: CallOutId) => calls.filter(({ callOutId }) => callOutId === id).map((call) => call.id);
  return {
    title: say('sheet/order.several', { count: calls.length }),
    options: ids.flatMap((callOutId) => optionOf(world, { callOutId, area, callIds: callsOf(callOutId) }, now)),
  };
}

function optionOf({ callOuts }: Pick<World, 'callOuts'>, subject: SheetSubject, now: Date): SheetChoice['options'] {
  const callOut = callOuts.get(subject.callOutId);
  if (callOut?.state !== 'running') return [];
  return [{ label: `${noticeText(callOut.level, callOut.noticeKind)} · ${momentText(new Date(callOut.openedAt), now)}`, subject }];
}
