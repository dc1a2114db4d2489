import { html, nothing, type TemplateResult } from 'lit';
import type { Attempt, CallDetails, Receipt } from '#contract/call-details.ts';
import { icon, type IconName } from '../ui/icons.ts';
import { secondText } from '../words/format.ts';
import { givenName } from '../words/seeded-names.ts';
import { say, sayOr } from '../words/words.ts';
import { countsOf, type CardEntry } from './card.view.ts';
import { failureText } from '../notices/failures.view.ts';

/** When a card is read, and whether it is of an order. */
interface Reading {
  now: Date;
  isOrder: boolean;
}

/** One line of a call's card: what happened, by whom, and what came of it. */
export function entryLine(entry: CardEntry, reading: Reading): TemplateResult {
  const { now } = reading;
  return html`<li class=${entry.tone}>
    <time datetime=${entry.at}>${secondText(new Date(entry.at), now)}</time>
    <span class="kind">${icon(iconOf(entry), 15)}</span>
    <div>${wordsOf(entry, reading)}</div>
  </li>`;
}

function iconOf(entry: CardEntry): IconName {
  const icons: Record<CardEntry['kind'], IconName> = {
    attempt: 'phone',
    receipt: 'check',
    escalated: 'escalate',
    door: 'door',
    note: 'note',
  };
  return entry.tone === 'alarm' && entry.kind !== 'door' ? 'warning' : icons[entry.kind];
}

function wordsOf(entry: CardEntry, { now, isOrder }: Reading): TemplateResult {
  switch (entry.kind) {
    case 'attempt':
      return attemptWords(entry.attempt, now);
    case 'receipt':
      return receiptWords(entry.receipt, isOrder);
    case 'escalated':
      return escalatedWords(entry.escalated);
    case 'door':
      return doorWords(entry.door, entry.isClosing);
    case 'note':
      return html`<b>${say('card/note')}</b><small class="said">${entry.note.text}</small><small>${givenName(entry.note.by)}</small>`;
  }
}

function attemptWords(attempt: Attempt, now: Date): TemplateResult {
  const whom = [attempt.maskedName, attempt.maskedAddress].filter(Boolean).join(' ');
  const outcome = sayOr(`outcome/${attempt.outcome}`, attempt.outcome);
  const heard = attempt.heardSeconds === null ? '' : ` · ${say('card/heard-seconds', { seconds: Math.round(attempt.heardSeconds) })}`;
  return html`
    <b>${say(`purpose/${attempt.purpose}`)} · ${say(`channel/${attempt.channel}`)}</b>
    <small>${say(`reach/${attempt.reach}`)} ${whom} · ${say('card/rung', { rung: attempt.rung + 1 })}</small>
    <small>${outcome}${heard}${attempt.failure ? html` · ${failureText(attempt.failure)}` : nothing}</small>
    ${attempt.together ? html`<small>${say('card/together', { count: attempt.together })}</small>` : nothing}
    ${attempt.heldUntil ? html`<small>${say('card/held', { at: secondText(new Date(attempt.heldUntil), now) })}</small>` : nothing}
  `;
}

function receiptWords(receipt: Receipt, isOrder: boolean): TemplateResult {
  const said = say(`call/${receipt.kind}`);
  const counts = countsOf(receipt).map(({ part, count }) => say(`count/${part}`, { count }));
  return html`
    <b
      >${isOrder ? sayOr(`orderReply/${receipt.kind}`, said) : said}${receipt.household ? ` · ${say('card/household', { who: receipt.household })}` : nothing}</b
    >
    ${receipt.isReplaced ? html`<small>${say('card/replaced')}</small>` : nothing}
    <small
      >${givenName(receipt.by)}（${say(`by/${receipt.answeredBy}`)}）·
      ${receipt.via === 'desk' ? say('via/desk') : say(`channel/${receipt.via}`)}</small
    >
    ${counts.length > 0 ? html`<small class="said">${counts.join(' · ')}</small>` : nothing}
    ${receipt.note ? html`<small class="said">${receipt.note}</small>` : nothing} ${evidence(receipt)}
    ${receipt.flags.map((flag) => html`<small>? ${say(`flag/${flag}`)}</small>`)}
  `;
}

function evidence({ id, hasPhoto, position }: Receipt): TemplateResult | typeof nothing {
  if (!hasPhoto && !position) return nothing;
  return html`<small>
    ${hasPhoto ? html`<a href="/api/receipts/${id}/photo" target="_blank" rel="noopener">${say('card/photo')}</a>` : nothing}
    ${position ? html`${say('card/position', { lng: position.lng.toFixed(5), lat: position.lat.toFixed(5) })}` : nothing}
  </small>`;
}

function escalatedWords({ reach, maskedName, postKind }: CallDetails['escalatedTo'][number]): TemplateResult {
  const post = postKind === null ? '' : sayOr(`post/${postKind}`, postKind);
  return html`<b>${say('card/escalated')}</b><small>${say(`reach/${reach}`)} ${maskedName} ${post}</small>`;
}

function doorWords(door: NonNullable<CallDetails['doorCheck']>, isClosing: boolean): TemplateResult {
  const who = door.teamName ?? door.maskedName;
  const far = door.distanceMeters === null ? '' : say('card/distance', { kilometers: (door.distanceMeters / 1000).toFixed(1) });
  const why = door.reason === 'unroused' ? nothing : html`<small>${say(`door/${door.reason}`, { count: door.people ?? '' })}</small>`;
  return html`<b>${say(isClosing ? `door/${door.state}` : 'door/open')}</b>${why}<small>${who || say('door/nobody')} ${far}</small>`;
}
