import type { OpenMatters } from '#contract/endings.ts';
import type { World } from '#contract/world.ts';
import { countText } from '../words/format.ts';
import { givenName } from '../words/seeded-names.ts';
import { say } from '../words/words.ts';
import { warningTitle } from '../notices/warning-title.ts';
import type { EndingWanted } from '../state/ending-wanted.ts';

export interface EndingWords {
  title: string;
  text: string;
  yes: string;
}

/** What is asked before something is ended or opened again. */
export function endingWords(wanted: EndingWanted): EndingWords {
  switch (wanted.kind) {
    case 'callOut': {
      const isWaiting = wanted.callOut.state === 'awaitingRelease';
      const text = say(
        isWaiting ? 'end/callOut.waiting' : wanted.callOut.noticeKind === 'order' ? 'end/callOut.text.order' : 'end/callOut.text',
        {
          title: wanted.title,
          silent: countText(wanted.silent),
        },
      );
      return { title: say('end/callOut.title'), text, yes: say('end/callOut.yes') };
    }
    case 'warning': {
      const text = say('end/warning.text', { title: warningTitle(wanted.warning) });
      return { title: say('end/warning.title'), text, yes: say('end/warning.yes') };
    }
    case 'closing': {
      const title = say('end/closing.title', { name: givenName(wanted.incident.name) });
      return { title, text: say('end/closing.text'), yes: say('end/closing.yes') };
    }
    case 'reopening': {
      const step = wanted.incident.reopening ? 'agree' : 'ask';
      const title = say('end/reopening.title', { name: givenName(wanted.incident.name) });
      return { title, text: say(`end/reopening.${step}`), yes: say(`end/reopening.yes.${step}`) };
    }
  }
}

/** What was ended by hand in an incident, so that it can be told whether there is more of it; empty where nothing was. */
export function endedByHand({ incident, callOuts, warnings }: Pick<World, 'incident' | 'callOuts' | 'warnings'>): string {
  const stopped = [...callOuts.values()].filter(({ closeReason }) => closeReason === 'stopped').length;
  const ended = [...warnings.values()].filter(({ endedAt }) => endedAt).length;
  const isClosed = incident?.state === 'closed';
  return incident && (isClosed || stopped + ended > 0) ? [incident.id, incident.state, stopped, ended].join(' ') : '';
}

const inOrder = ['helpRequests', 'silent', 'callOuts', 'awaitingRelease', 'doors', 'warnings'] as const satisfies (keyof OpenMatters)[];

/** What is open in an incident, the gravest first, a line each. */
export function matterLines(matters: OpenMatters): { of: keyof OpenMatters; words: string }[] {
  return inOrder.filter((of) => matters[of] > 0).map((of) => ({ of, words: say(`end/matters.${of}`, { count: matters[of] }) }));
}

/** Nobody ends anything without a reason; whether the answered are told, and who sees to those in need, is a decision of its own. */
export function isDecided(
  kind: EndingWanted['kind'],
  said: { reason: string; allClear: boolean | null; handedOver: boolean; matters: OpenMatters | null },
): boolean {
  if (said.reason.trim() === '') return false;
  if (kind === 'callOut') return said.allClear !== null;
  if (kind === 'closing') return said.matters !== null && (said.matters.helpRequests === 0 || said.handedOver);
  return true;
}
