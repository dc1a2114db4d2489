import type { CallOut, CallOutId, Tally } from '#contract/calls.ts';
import type { Warning } from '#contract/warnings.ts';
import { addTallies, noTally, owed, tallyOfCallOut, warningsInForce } from '../state/select.ts';
import type { World } from '../state/world.ts';
import { say, sayOr } from '../words/words.ts';

/** A warning in force with how its call-out stands; null when nobody was called for it. */
export interface WarningCard {
  warning: Warning;
  tally: Tally | null;
  /** Nobody was called for this very version: that of an earlier one may stand for only some of its areas. */
  canBeCalledOut: boolean;
}

export function warningCards(world: World): WarningCard[] {
  return warningsInForce(world).map((warning) => ({
    warning,
    tally: tallyOf(world, warning.callOutId as CallOutId | null),
    canBeCalledOut: callOutOf(world, warning) === undefined,
  }));
}

/** The call-out that was made for this version. */
export function callOutOf(world: World, { id, callOutId }: Warning): CallOut | undefined {
  const callOut = world.callOuts.get(callOutId as CallOutId);
  return callOut?.warningId === id ? callOut : undefined;
}

function tallyOf(world: World, callOutId: CallOutId | null): Tally | null {
  const tallies = callOutId && world.tallies.get(callOutId);
  return tallies ? [...tallies.values()].reduce(addTallies, noTally) : null;
}

/** A call-out of one of the versions, as it stands. */
export interface CallOutLine {
  callOut: CallOut;
  version: number;
  answered: number;
  owed: number;
  total: number;
}

/** Every call-out that these versions made, the newest first. */
export function callOutLines(world: World, versions: readonly Warning[]): CallOutLine[] {
  return [...world.callOuts.values()]
    .flatMap((callOut): CallOutLine[] => {
      const warning = versions.find(({ id }) => id === callOut.warningId);
      if (!warning) return [];
      const tally = tallyOfCallOut(world, callOut.id);
      return [{ callOut, version: warning.version, answered: tally.answered, owed: owed(tally), total: tally.total }];
    })
    .sort((a, b) => b.callOut.openedAt.localeCompare(a.callOut.openedAt));
}

const warningTimeKinds = ['sent', 'receivedAt', 'effective', 'onset', 'expires'] as const;

/** When it was sent and received, from when it holds, when it is expected to begin and until when. */
export function warningTimes(warning: Warning): { of: (typeof warningTimeKinds)[number]; time: string | null }[] {
  return warningTimeKinds.map((of) => ({ of, time: warning[of] }));
}

/** `台风黄色预警`, `Typhoon yellow warning`. */
export function warningTitle({ event, level }: Pick<Warning, 'event' | 'level'>): string {
  return say(`level/${level}.title`, { event: eventName(event) });
}

/** An event we have no word for is named as its message names it. */
export function eventName(event: string): string {
  return sayOr(`event/${event}`, event);
}
