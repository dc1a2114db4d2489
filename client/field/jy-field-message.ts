import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { FieldCall, FieldDoorCheck } from '#contract/field.ts';
import { icon } from '../ui/icons.ts';
import { doorCheckOf, headlineOf, mapLink, readingSeconds, wordsOf } from './field.view.ts';
import { messageStyles } from './message-styles.ts';
import { canReadAloud, onVoices, readAloud, stopReading } from './read-aloud.ts';
import type { Say } from './say.ts';

/**
 * The message itself. Fires `jy-read` when its end has been on the screen; a message longer than the screen must also have been there for
 * as long as reading it takes, so that a flick of the thumb is not an answer. Reading aloud to the end counts as well. Fires
 * `jy-households` for the list behind the sum.
 */
@customElement('jy-field-message')
export class JyFieldMessage extends LitElement {
  @property({ attribute: false }) field!: FieldCall;
  @property({ attribute: false }) say!: Say;
  @state() private isReadingAloud = false;
  @query('.end') private end!: HTMLElement;

  static override styles = messageStyles;

  #observer: IntersectionObserver | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #openedAt = 0;
  #isLong = false;

  override connectedCallback(): void {
    super.connectedCallback();
    onVoices(() => this.requestUpdate());
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    stopReading();
    this.#stop();
  }

  override render() {
    const { own, description, instruction } = wordsOf(this.field, this.say.locale);
    return html`<article>
      ${this.#household()} ${this.#door()} ${own ? html`<p class="instruction">${own}</p>` : nothing}
      ${description ? html`<p>${description}</p>` : nothing} ${instruction ? html`<p class="instruction">${instruction}</p>` : nothing}
      <p class="end" aria-hidden="true">${this.say('field/end')}</p>
      ${canReadAloud() ? this.#aloud() : nothing} ${this.#keeps()}
    </article>`;
  }

  /** First of all: whoever holds a sheet must see which of its lines was scanned. */
  #household() {
    const { household } = this.field;
    if (!household) return nothing;
    const { maskedName: who, people } = household;
    const needs = this.#counted(household.needs);
    return html`<p class="household">
      <b>${this.say('field/household', { who, people })}</b>${needs ? html`<span>${needs}</span>` : nothing}
    </p>`;
  }

  #aloud() {
    return html`<button class="aloud" @click=${() => void this.#readAloud()}>
      ${icon('sound', 20)} ${this.say(this.isReadingAloud ? 'field/read-aloud.stop' : 'field/read-aloud')}
    </button>`;
  }

  #door() {
    const { say } = this;
    const door = doorCheckOf(this.field);
    if (!door) return nothing;
    const { maskedName: who, householdId, people, needs, distanceMeters, position } = door;
    const special = Object.entries(needs).map(([need, count]) => `${say.or(`need/${need}`, need)} ${count}`);
    const area = say.locale === 'en' ? this.field.areaNameEn : this.field.areaNameZh;
    const about = [
      area,
      householdId === null ? say('field/door.unregistered') : say('field/door.household', { id: householdId, people }),
      ...(distanceMeters === null ? [] : [say('field/door.away', { kilometers: (distanceMeters / 1000).toFixed(1) })]),
      ...special,
    ];
    return html`<section class="door">
      <b>${say(doorWords(door), { who, count: door.refusing ?? '' })}</b>
      <span>${about.join(' · ')}</span>
      ${
        position
          ? html`<a href=${mapLink(position)} aria-label=${say('field/households.map', { who })}>
              ${icon('pin', 20)} ${position.lat.toFixed(5)}, ${position.lng.toFixed(5)}
            </a>`
          : nothing
      }
    </section>`;
  }

  #keeps() {
    const { households, people, needs } = this.field.keeps;
    if (households === 0 || !this.field.isOwn) return nothing;
    const special = this.#counted(needs);
    return html`<button class="keeps" @click=${() => this.#tell('jy-households')}>
      <b>${this.say('field/keeps', { households, people })}</b>
      <span>${special || this.say('field/keeps.open')}</span>
      ${icon('chevronRight', 20)}
    </button>`;
  }

  #counted(needs: Readonly<Record<string, number>>): string {
    return Object.entries(needs)
      .map(([need, count]) => `${this.say.or(`need/${need}`, need)} ${count}`)
      .join(' · ');
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('field');
    if (changed.has('field') && versionOf(before) !== versionOf(this.field)) this.#watch();
  }

  #watch(): void {
    this.#stop();
    stopReading();
    this.closest('.scroll')?.scrollTo(0, 0);
    this.#openedAt = performance.now();
    this.#isLong = false;
    this.#observer = new IntersectionObserver(([entry]) => this.#seen(entry?.isIntersecting ?? false));
    this.#observer.observe(this.end);
  }

  #seen(isEndVisible: boolean): void {
    if (!isEndVisible) {
      this.#isLong = true;
      return;
    }
    const { own, description, instruction } = wordsOf(this.field, this.say.locale);
    const seconds = this.#isLong ? readingSeconds(headlineOf(this.field, this.say.locale) + own + description + instruction) : 0;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#read(), seconds * 1000 - (performance.now() - this.#openedAt));
  }

  async #readAloud(): Promise<void> {
    if (this.isReadingAloud) return stopReading();
    const { field } = this;
    const { own, description, instruction } = wordsOf(field, 'zh-CN');
    this.isReadingAloud = true;
    const isWhole = await readAloud([headlineOf(field, 'zh-CN'), own, description, instruction]);
    this.isReadingAloud = false;
    if (isWhole && versionOf(field) === versionOf(this.field)) this.#read();
  }

  #read(): void {
    this.#stop();
    this.#tell('jy-read');
  }

  #tell(type: 'jy-read' | 'jy-households'): void {
    this.dispatchEvent(new CustomEvent(type, { detail: { callId: this.field.call.id }, bubbles: true, composed: true }));
  }

  #stop(): void {
    this.#observer?.disconnect();
    clearTimeout(this.#timer);
  }
}

function versionOf(field: FieldCall | undefined): string {
  return field ? `${field.call.id} ${field.household?.householdId ?? ''} ${field.version}` : '';
}

/** A door that was kept by an earlier version of the page says nothing of why. */
function doorWords({ reason }: Partial<FieldDoorCheck>) {
  return reason === 'refused' || reason === 'unreachable' ? (`field/door.${reason}` as const) : 'field/door';
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-field-message': JyFieldMessage;
  }
  interface HTMLElementEventMap {
    'jy-read': CustomEvent<{ callId: string }>;
    'jy-households': CustomEvent<{ callId: string }>;
  }
}
