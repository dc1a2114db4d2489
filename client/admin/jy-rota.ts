import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { styleMap } from 'lit/directives/style-map.js';
import { shiftKinds, type Leave, type NewLeave, type NewShifts, type Rota, type Shift, type ShiftKind } from '#contract/duty.ts';
import type { Post } from '#contract/posts.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { textIn } from '../ui/text-in.ts';
import { fieldTime, typedTime } from '../ui/wall-time.ts';
import { dateText, dayText, momentText } from '../words/format.ts';
import { say, sayOr } from '../words/words.ts';
import { adminStyles } from './admin-styles.ts';
import { rotaStyles } from './rota-styles.ts';
import { barOf, candidatesOf, repeated, rotaRows, type Bar, type Week } from './rota.view.ts';

const longestRepeat = 365;

/** One week of an area: turns as bars by post, leaves below, and the forms that add to them. */
@customElement('jy-rota')
export class JyRota extends SignalWatcher(LitElement) {
  @property({ attribute: false }) week!: Week;
  @property({ attribute: false }) rota: Rota = { shifts: [], leaves: [] };
  @property({ attribute: false }) posts: readonly Post[] = [];
  @property({ type: Boolean, attribute: 'may-edit' }) mayEdit = false;
  @state() private isWrong = false;

  static override styles = [surface, adminStyles, rotaStyles];

  override render() {
    const { from, days } = this.week;
    return html`<section class="card" aria-label=${say('duty/rota')}>
      <div class="row head">
        <h3>${say('duty/rota')} · ${say('duty/week', { from: dateText(from) })}</h3>
        <span>
          <button class="icon-button" aria-label=${say('duty/week.earlier')} @click=${() => emit(this, 'jy-week', -1)}>
            ${icon('chevronLeft', 16)}
          </button>
          <button class="icon-button" aria-label=${say('duty/week.later')} @click=${() => emit(this, 'jy-week', 1)}>
            ${icon('chevronRight', 16)}
          </button>
        </span>
      </div>
      <p class="note">${say('duty/wall-time')}</p>
      <div class="scroll">
        <div class="grid">
          <span></span>
          <div class="days">${days.map((day) => html`<span>${dayText(day, from)}</span>`)}</div>
          ${this.#rows()}
        </div>
      </div>
      ${this.mayEdit ? html`<div class="forms">${this.#shiftForm()}${this.#leaveForm()}</div>` : nothing}
      ${this.isWrong ? html`<p class="problem" role="alert">${say('duty/wrong-span')}</p>` : nothing}
    </section>`;
  }

  #rows() {
    const rows = rotaRows(this.rota, this.week);
    const { leaves } = this.rota;
    return html`
      ${rows.length === 0 ? html`<p class="empty wide">${say('duty/no-shifts')}</p>` : nothing}
      ${rows.map(
        ({ postKind, bars }) =>
          html`<b>${sayOr(`post/${postKind}`, postKind)}</b>
            <div class="lane">${bars.map((bar) => this.#bar(bar, bar.of.kind, 'jy-shift-remove'))}</div>`,
      )}
      <b class="apart">${say('duty/leaves')}</b>
      ${
        leaves.length === 0
          ? html`<p class="empty apart">${say('duty/no-leaves')}</p>`
          : html`<div class="lane leaves apart">
              ${leaves.map((leave) => this.#bar(barOf(leave, this.week), 'leave', 'jy-leave-remove'))}
            </div>`
      }
    `;
  }

  #bar({ of, start, share }: Bar<Shift | Leave>, kind: ShiftKind | 'leave', remove: 'jy-shift-remove' | 'jy-leave-remove') {
    const place = { marginInlineStart: `${start * 100}%`, width: `${share * 100}%` };
    const span = `${momentText(new Date(of.startsAt), new Date())} – ${momentText(new Date(of.endsAt), new Date())}`;
    const title = [kind === 'leave' ? say('duty/leaves') : say(`duty/shift.${kind}`), of.maskedName, span].join(' · ');
    return html`<span class="bar ${kind}" style=${styleMap(place)} title=${title}>
      <span><small>#${of.personId}</small> ${of.maskedName}</span>
      ${
        this.mayEdit
          ? html`<button aria-label="${say('admin/remove')} ${title}" @click=${() => emit(this, remove, of.id)}>
              ${icon('close', 12)}
            </button>`
          : nothing
      }
    </span>`;
  }

  #shiftForm() {
    return html`<form @submit=${this.#addShifts}>
      <h3>${say('duty/shift.add')}</h3>
      <div class="fields">
        <label class="stacked">
          ${say('duty/posts')}
          <select name="postId" required>
            ${this.posts.map(({ id, kind, person }) => html`<option value=${id}>${sayOr(`post/${kind}`, kind)} ${person.maskedName} #${person.id}</option>`)}
          </select>
        </label>
        ${this.#personField()}
        <label class="stacked">
          ${say('duty/kind')}
          <select name="kind">
            ${shiftKinds.map((kind) => html`<option value=${kind}>${say(`duty/shift.${kind}`)}</option>`)}
          </select>
        </label>
        ${this.#span(8, 20)}
        <label class="stacked">
          ${say('duty/repeat')}
          <input name="days" type="number" min="1" max=${longestRepeat} step="1" value="1" required />
        </label>
        <button class="action main" ?disabled=${this.posts.length === 0}>${icon('plus', 14)}${say('duty/shift.add')}</button>
      </div>
    </form>`;
  }

  #leaveForm() {
    return html`<form @submit=${this.#addLeave}>
      <h3>${say('duty/leave.add')}</h3>
      <div class="fields">
        ${this.#personField()} ${this.#span(0, 24)}
        <label class="stacked">${say('duty/leave.reason')}<input name="reason" maxlength="200" /></label>
        <button class="action" ?disabled=${this.posts.length === 0}>${icon('plus', 14)}${say('duty/leave.add')}</button>
      </div>
    </form>`;
  }

  #personField() {
    return html`<label class="stacked">
      ${say('duty/person')}
      <select name="personId" required>
        ${candidatesOf(this.posts).map(
          ({ id, maskedName, postKind }) => html`<option value=${id}>${maskedName} #${id} ${sayOr(`post/${postKind}`, postKind)}</option>`,
        )}
      </select>
    </label>`;
  }

  #span(fromHour: number, toHour: number) {
    const at = (hour: number) => fieldTime(new Date(this.week.from.getTime() + hour * 3_600_000));
    return html`
      <label class="stacked">${say('duty/from')}<input name="from" type="datetime-local" value=${at(fromHour)} required /></label>
      <label class="stacked">${say('duty/to')}<input name="to" type="datetime-local" value=${at(toHour)} required /></label>
    `;
  }

  readonly #addShifts = (event: SubmitEvent) => {
    const form = formOf(event);
    const span = this.#spanOf(form);
    if (!span) return;
    const turns = repeated({ personId: Number(form.get('personId')), ...span }, Number(form.get('days')));
    const kind = shiftKinds.find((each) => each === form.get('kind')) ?? 'regular';
    emit(this, 'jy-shifts-wanted', { postId: Number(form.get('postId')), kind, turns });
  };

  readonly #addLeave = (event: SubmitEvent) => {
    const form = formOf(event);
    const span = this.#spanOf(form);
    if (!span) return;
    const reason = textIn(form, 'reason');
    const times = { startsAt: span.from.toISOString(), endsAt: span.to.toISOString() };
    emit(this, 'jy-leave-wanted', { personId: Number(form.get('personId')), ...times, ...(reason && { reason }) });
  };

  #spanOf(form: FormData): { from: Date; to: Date } | null {
    const [from, to] = [typedTime(textIn(form, 'from')), typedTime(textIn(form, 'to'))];
    this.isWrong = !from || !to || to <= from;
    return from && to && to > from ? { from, to } : null;
  }
}

function formOf(event: SubmitEvent): FormData {
  event.preventDefault();
  return new FormData(event.target as HTMLFormElement);
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-rota': JyRota;
  }
  interface HTMLElementEventMap {
    /** So many weeks later, or earlier. */
    'jy-week': CustomEvent<number>;
    'jy-shifts-wanted': CustomEvent<NewShifts>;
    'jy-leave-wanted': CustomEvent<NewLeave>;
    'jy-shift-remove': CustomEvent<number>;
    'jy-leave-remove': CustomEvent<number>;
  }
}
