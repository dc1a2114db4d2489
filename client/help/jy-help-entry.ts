import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isWanted, type HelpEvent, type HelpRequestId, type HelpState, type NearTeam } from '#contract/help.ts';
import '../layers/jy-person-line.ts';
import type { Register } from '../cartography/register.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { textIn } from '../ui/text-in.ts';
import { countText, momentText, nameOf, spanText } from '../words/format.ts';
import { say, sayOr } from '../words/words.ts';
import { placeOf } from './help.layer.ts';
import { helpDeeds, kilometersOf, type HelpLine } from './help-lines.view.ts';
import { helpEntryStyles } from './help-list-styles.ts';
import { helpSign } from './help-sign.ts';

/** One call for help: who, where, what, since when, the nearest teams, and what the desk can do about it. */
@customElement('jy-help-entry')
export class JyHelpEntry extends SignalWatcher(LitElement) {
  @property({ attribute: false }) line!: HelpLine;
  /** Where it is, in words; said by the list, which knows the names. */
  @property() place = '';
  @property({ attribute: false }) now = new Date(0);
  @property({ attribute: false }) register: Register | null = null;
  @property({ type: Boolean, attribute: 'may-reveal' }) mayReveal = false;
  @property({ type: Boolean, attribute: 'may-act' }) mayAct = false;
  @property({ type: Boolean, attribute: 'may-see-photos' }) maySeePhotos = false;
  @property({ type: Boolean }) busy = false;
  @property({ type: Boolean, reflect: true }) picked = false;
  @state() private isClosing = false;
  @state() private problem = '';

  static override styles = [surface, helpEntryStyles];

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('line') && changed.get('line')?.mark.state !== this.line.mark.state) this.isClosing = false;
    if (changed.has('picked') && this.picked) void this.updateComplete.then(() => this.scrollIntoView({ block: 'nearest' }));
  }

  override render() {
    const { read } = this.line;
    return html`${this.#head()} ${this.#where()} ${read ? this.#who() : nothing} ${read?.note ? html`<q>${read.note}</q>` : nothing}
    ${this.#photos()} ${this.#outcome()} ${read && isWanted(this.line.mark) ? this.#teams(read.teams) : nothing}
    ${this.mayAct ? (this.isClosing ? this.#closing() : this.#deeds()) : nothing} ${read ? this.#history(read.history) : nothing}`;
  }

  #head(): TemplateResult {
    const { at, askedAt, asks, state } = this.line.mark;
    const time = (when: string) => momentText(new Date(when), this.now);
    const span = spanText(Math.max(0, this.now.getTime() - Date.parse(at)));
    return html`<div class="head">
      ${isWanted(this.line.mark) ? helpSign() : nothing}<span class="badge ${state}">${say(`help/state.${state}`)}</span>
      ${isWanted(this.line.mark) ? html`<b class="number">${say('help/waiting', { span })}</b>` : nothing}
      <small>${asks > 1 ? say('help/asked', { count: asks, time: time(askedAt) }) : say('help/since', { time: time(at) })}</small>
    </div>`;
  }

  #where(): TemplateResult {
    const { mark, read } = this.line;
    const target = placeOf(read ?? mark) ?? placeOf(mark);
    const meters = mark.position?.accuracyMeters;
    const how =
      mark.position === null
        ? say(mark.center ? 'help/by-area' : 'help/nowhere')
        : meters === null || meters === undefined
          ? say('help/by-phone')
          : say('help/by-phone.accurate', { meters: Math.round(meters) });
    return html`<div>
      ${
        target
          ? html`<button class="where" title=${say('help/fly', { place: this.place })} @click=${() => emit(this, 'jy-help-fly', target)}>
              ${icon('pin', 15)}${this.place}
            </button>`
          : html`<b>${this.place}</b>`
      }
      <small>${how}</small>
    </div>`;
  }

  #who(): TemplateResult {
    const { personId: id, maskedName, postKind, householdId } = this.line.read!;
    return html`<div class="who">
      <jy-person-line .person=${{ id, maskedName }} .register=${this.register} ?may-reveal=${this.mayReveal}></jy-person-line>
      <small>${householdId === null ? sayOr(`post/${postKind}`, postKind) : `${say('help/household')} ${householdId}`}</small>
    </div>`;
  }

  #photos(): TemplateResult | typeof nothing {
    const photos = this.line.read?.history.flatMap(({ photoOf }) => photoOf ?? []) ?? [];
    if (photos.length === 0 || !this.maySeePhotos) return nothing;
    return html`<div>
      ${photos.map((id) => html`<a href="/api/receipts/${id}/photo" target="_blank" rel="noopener">${icon('camera', 15)} ${say('help/photo')}</a> `)}
    </div>`;
  }

  #outcome(): TemplateResult | typeof nothing {
    const { mark, read } = this.line;
    const time = (when: string | null) => (when === null ? '' : momentText(new Date(when), this.now));
    if (mark.state === 'taken') return html`<p>${say('help/taken-by', { who: read?.takenByName ?? '', time: time(mark.takenAt) })}</p>`;
    if (isWanted(mark)) return nothing;
    const who = mark.endedBy === null && mark.state === 'helped' ? say('help/by-person') : (read?.endedByName ?? '');
    return html`<p>${read?.reason ? html`${read.reason} · ` : nothing}${say('help/ended-by', { who, time: time(mark.endedAt) })}</p>`;
  }

  #teams(teams: readonly NearTeam[]): TemplateResult {
    return html`<div class="teams">
      <small>${say(teams.length === 0 ? 'help/teams.none' : 'help/teams')}</small>
      ${teams.map((team) => this.#team(team))}
    </div>`;
  }

  #team({ position, distanceMeters, members, contactId, maskedName, ...team }: NearTeam): TemplateResult {
    const name = nameOf(team);
    const target: [number, number] = [position.lng, position.lat];
    return html`<div class="team">
      <button title=${say('help/fly', { place: name })} @click=${() => emit(this, 'jy-help-fly', target)}>${name}</button>
      <small>${say('help/team', { kilometers: kilometersOf(distanceMeters), members: countText(members) })}</small>
      <jy-person-line .person=${{ id: contactId, maskedName }} .register=${this.register} ?may-reveal=${this.mayReveal}></jy-person-line>
    </div>`;
  }

  #deeds(): TemplateResult | typeof nothing {
    const { state, id } = this.line.mark;
    const deeds: readonly HelpState[] = helpDeeds[state];
    if (deeds.length === 0) return nothing;
    return html`<div class="deeds">
      ${deeds.map(
        (to) =>
          html`<button
            class="action ${to === 'taken' ? 'main' : ''}"
            ?disabled=${this.busy}
            @click=${() => (to === 'closed' ? (this.isClosing = true) : emit(this, 'jy-help-move', { id, state: to }))}
          >
            ${deedWords(state, to)}
          </button>`,
      )}
    </div>`;
  }

  #closing(): TemplateResult {
    const words = [say('help/reason.false'), say('help/reason.other')];
    return html`<form @submit=${this.#close}>
      <label>${say('help/reason')}<input name="reason" maxlength="300" autocomplete="off" /></label>
      <div class="deeds">
        ${words.map((reason) => html`<button type="button" class="action" @click=${() => this.#fill(reason)}>${reason}</button>`)}
      </div>
      ${this.problem ? html`<p class="problem" role="alert">${this.problem}</p>` : nothing}
      <div class="deeds">
        <button class="action danger" ?disabled=${this.busy}>${say('help/close-now')}</button>
        <button type="button" class="action" @click=${() => (this.isClosing = false)}>${say('app/cancel')}</button>
      </div>
    </form>`;
  }

  #history(history: readonly HelpEvent[]): TemplateResult {
    return html`<details>
      <summary>${say('help/history')}</summary>
      <ol>
        ${history.map(
          ({ at, by, kind, answeredBy, words }) =>
            html`<li>
              ${momentText(new Date(at), this.now)} ${by}
              ${answeredBy && answeredBy !== 'self' && answeredBy !== 'desk' ? `(${say(`by/${answeredBy}`)}) ` : ''}${say(`help/event.${kind}`)}${words ? `: ${words}` : ''}
            </li>`,
        )}
      </ol>
    </details>`;
  }

  #fill(reason: string): void {
    const field = this.renderRoot.querySelector('input');
    if (field) field.value = reason;
  }

  readonly #close = (event: SubmitEvent): void => {
    event.preventDefault();
    const reason = textIn(new FormData(event.target as HTMLFormElement), 'reason').trim();
    this.problem = reason ? '' : say('help/reason.missing');
    if (reason) emit(this, 'jy-help-move', { id: this.line.mark.id, state: 'closed', reason });
  };
}

function deedWords(from: HelpState, to: HelpState): string {
  if (to === 'taken') return say('help/take');
  if (to === 'helped') return say('help/helped');
  if (to === 'closed') return say('help/close');
  return say(from === 'taken' ? 'help/hand-back' : 'help/reopen');
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-help-entry': JyHelpEntry;
  }
  interface HTMLElementEventMap {
    'jy-help-move': CustomEvent<{ id: HelpRequestId; state: HelpState; reason?: string }>;
    'jy-help-fly': CustomEvent<[number, number]>;
  }
}
