import { html, type TemplateResult } from 'lit';
import type { AreaCode } from '#contract/areas.ts';
import type { CallRow } from '#contract/calls.ts';
import type { World } from '#contract/world.ts';
import type { CallDeed } from './board-keys.ts';
import type { AnswerByHand } from './jy-answer.ts';
import type { MassDeed, OutlookChoice } from './jy-outlook.ts';
import { calledPlace, placeName } from '../notices/place-names.ts';
import type { Register } from '../cartography/register.ts';
import type { Places } from '../state/select.ts';
import { outlook, type DeskAction } from './call-deeds.ts';

/** What is about to be done, and for whom. */
export interface Doing {
  deed: CallDeed;
  calls: readonly CallRow[];
}

/** Only what moves many people is asked for once more: one call is one key. */
export function massDeedOf(doing: Doing | null): MassDeed | null {
  if (!doing || (doing.deed !== 'callAgain' && doing.deed !== 'escalateNow')) return null;
  return { action: doing.deed, calls: doing.calls };
}

interface Asked {
  doing: Doing | null;
  /** The same, where it moves many and is asked for once more. */
  mass: MassDeed | null;
  busy: boolean;
  mayReveal: boolean;
  register: Register;
  places: Places;
  /** The villages whose names were read. */
  villages: Places;
  /** The world of now. */
  live: World;
  /** Everybody who was read so far. */
  everybody: () => CallRow[];
}

interface Answers {
  close: () => void;
  answer: (answer: AnswerByHand) => void;
  order: (order: DeskAction, calls: readonly CallRow[]) => void;
  chosen: (choice: OutlookChoice) => void;
}

/** The dialogs of the deeds: each opens when its deed is asked for. */
export function callDialogs(
  { doing, mass, busy, mayReveal, register, places, villages, live, everybody }: Asked,
  { close, answer, order, chosen }: Answers,
): TemplateResult {
  const calls = doing?.calls ?? [];
  const isReassigning = doing?.deed === 'reassign';
  return html`
    <jy-answer
      .call=${doing?.deed === 'answer' ? (calls[0] ?? null) : null}
      .noticeKind=${calls[0] && live.callOuts.get(calls[0].callOutId)?.noticeKind}
      .areaName=${calls[0] ? calledPlace(calls[0], places, villages) : ''}
      .register=${register}
      ?may-reveal=${mayReveal}
      @jy-answer-close=${close}
      @jy-answer-by-hand=${(event: CustomEvent<AnswerByHand>) => answer(event.detail)}
    ></jy-answer>
    <jy-note
      .opened=${doing?.deed === 'note'}
      .count=${calls.length}
      ?busy=${busy}
      @jy-deed-close=${close}
      @jy-note=${(event: CustomEvent<string>) => order({ action: 'note', text: event.detail }, calls)}
    ></jy-note>
    <jy-reassign
      .opened=${isReassigning}
      .calls=${calls}
      .people=${isReassigning ? everybody() : []}
      .nameOf=${(code: AreaCode) => placeName(code, places, villages)}
      ?busy=${busy}
      @jy-deed-close=${close}
      @jy-reassign=${(event: CustomEvent<number>) => order({ action: 'reassign', personId: event.detail }, calls)}
    ></jy-reassign>
    <jy-outlook
      .deed=${mass}
      .read=${outlook}
      ?busy=${busy}
      @jy-outlook=${(event: CustomEvent<OutlookChoice>) => chosen(event.detail)}
    ></jy-outlook>
  `;
}
