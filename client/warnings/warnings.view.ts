import type { CallOut, CallOutId, Tally } from '#contract/calls.ts';
import type { Warning } from '#contract/warnings.ts';
import { expiredWarnings, owed, tallyOfCallOut, warningsInForce } from '../state/select.ts';
import type { World } from '#contract/world.ts';
import { agedText, countText } from '../words/format.ts';
import { say, sayOr } from '../words/words.ts';
import { warningTitle } from '../notices/warning-title.ts';
import { addTallies, noTally } from '#contract/tallies.ts';

/** A warning in force with how its call-out stands; null when nobody was called for it. */
export interface WarningCard {
  warning: Warning;
  tally: Tally | null;
  /** Nobody was called for this very version: that of an earlier one may stand for only some of its areas. */
  canBeCalledOut: boolean;
  /** Its call-out was stopped by hand without an all-clear, and may go on. */
  stopped: CallOut | null;
}

export function warningCards(world: World): WarningCard[] {
  return warningsInForce(world).map((warning) => cardOf(world, warning));
}

function cardOf(world: World, warning: Warning): WarningCard {
  return {
    warning,
    tally: tallyOf(world, warning.callOutId as CallOutId | null),
    canBeCalledOut: callOutOf(world, warning) === undefined,
    stopped: stoppedCallOut(callOutOf(world, warning)),
  };
}

const stopReasons = ['stopped', 'incidentClosed'];

function stoppedCallOut(callOut: CallOut | undefined): CallOut | null {
  return callOut?.state === 'closed' && stopReasons.includes(callOut.closeReason ?? '') ? callOut : null;
}

/** `已由人工停止`: how a call-out stands. */
export function callOutState({ state, closeReason }: CallOut): string {
  return sayOr(closeReason ? `end/callOut.${closeReason}` : '', say(`warning/call-out.${state}`));
}

/** A warning whose time has passed, and what became of its calls. */
export interface ExpiredCard extends WarningCard {
  callOut: CallOut | undefined;
  /** Its calls came to rest by that, and may go on by hand. */
  canGoOn: boolean;
}

/** As many expired warnings as are shown; the others are counted. */
export const expiredShown = 4;

/** What has expired and was not replaced, the latest first. */
export function expiredCards(world: World): ExpiredCard[] {
  return expiredWarnings(world).map((warning) => {
    const callOut = callOutOf(world, warning);
    return { ...cardOf(world, warning), callOut, canGoOn: callOut?.closeReason === 'expired' || stoppedCallOut(callOut) !== null };
  });
}

/** How the calls for an expired warning stand, in one line. */
export function expiredLine({ callOut, tally, canGoOn }: ExpiredCard): string {
  if (!callOut || !tally) return say('warnings/nobody-called');
  const counts = { answered: countText(tally.answered), owed: countText(owed(tally)) };
  if (canGoOn) return say('warnings/expired.stopped', counts);
  return say(callOut.state === 'running' ? 'warnings/expired.by-hand' : 'warnings/called', counts);
}

/** `有效期至 10:00，已过期：不再自动叫应`; null while its time has not passed. */
export function expiredNotice({ expired, expires }: Pick<Warning, 'expired' | 'expires'>, now: Date): string | null {
  return expired && expires !== null ? say('warnings/expired.at', { time: agedText(new Date(expires), now) }) : null;
}

/** What of the message was not understood, a line each, references that find nothing among them. */
export function noteLines({ notes }: Pick<Warning, 'notes'>): string[] {
  return notes.map(({ code, path }) => say('warnings/note', { what: say(`warningNote/${code}`), where: path }));
}

/** The warning that this one is likely the same as, and what was made of that; null when it stands by itself. */
export function mergeLine({ merge }: Pick<Warning, 'merge'>): string | null {
  return merge && say(`warnings/merge.${merge.state}`, { headline: merge.headline, identifier: merge.identifier });
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
  title: string;
}

/** Every call-out that these versions made, the newest first. */
export function callOutLines(world: World, versions: readonly Warning[]): CallOutLine[] {
  return [...world.callOuts.values()]
    .flatMap((callOut): CallOutLine[] => {
      const warning = versions.find(({ id }) => id === callOut.warningId);
      if (!warning) return [];
      const tally = tallyOfCallOut(world, callOut.id);
      return [
        {
          callOut,
          version: warning.version,
          answered: tally.answered,
          owed: owed(tally),
          total: tally.total,
          title: warningTitle(warning),
        },
      ];
    })
    .sort((a, b) => b.callOut.openedAt.localeCompare(a.callOut.openedAt));
}

const warningTimeKinds = ['sent', 'receivedAt', 'effective', 'onset', 'expires'] as const;

/** When it was sent and received, from when it holds, when it is expected to begin and until when. */
export function warningTimes(warning: Warning): { of: (typeof warningTimeKinds)[number]; time: string | null }[] {
  return warningTimeKinds.map((of) => ({ of, time: warning[of] }));
}
