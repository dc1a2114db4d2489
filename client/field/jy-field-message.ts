import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { FieldCall } from '#contract/field.ts';
import { readingSeconds } from './field.view.ts';
import { messageStyles } from './message-styles.ts';
import type { Say } from './say.ts';

/**
 * The message itself. Fires `jy-read` when its end has been on the screen; a message longer than the screen must also have been there for
 * as long as reading it takes, so that a flick of the thumb is not an answer.
 */
@customElement('jy-field-message')
export class JyFieldMessage extends LitElement {
  @property({ attribute: false }) field!: FieldCall;
  @property({ attribute: false }) say!: Say;
  @query('.end') private end!: HTMLElement;

  static override styles = messageStyles;

  #observer: IntersectionObserver | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #openedAt = 0;
  #isLong = false;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop();
  }

  override render() {
    const { description, instruction } = this.field;
    return html`<article>
      ${description ? html`<p>${description}</p>` : nothing} ${instruction ? html`<p class="instruction">${instruction}</p>` : nothing}
      ${this.#keeps()}
      <p class="end" aria-hidden="true">${this.say('field/end')}</p>
    </article>`;
  }

  #keeps() {
    const { households, people, needs } = this.field.keeps;
    if (households === 0 || !this.field.isOwn) return nothing;
    const special = Object.entries(needs).map(([need, count]) => `${this.say.or(`need/${need}`, need)} ${count}`);
    return html`<section>
      <b>${this.say('field/keeps', { households, people })}</b>
      ${special.length > 0 ? html`<p>${special.join(' · ')}</p>` : nothing}
    </section>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const before = changed.get('field');
    if (changed.has('field') && versionOf(before) !== versionOf(this.field)) this.#watch();
  }

  #watch(): void {
    this.#stop();
    this.scrollTop = 0;
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
    const { headline, description, instruction } = this.field;
    const seconds = this.#isLong ? readingSeconds(headline + description + instruction) : 0;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#read(), seconds * 1000 - (performance.now() - this.#openedAt));
  }

  #read(): void {
    this.#stop();
    this.dispatchEvent(new CustomEvent('jy-read', { detail: { callId: this.field.call.id }, bubbles: true, composed: true }));
  }

  #stop(): void {
    this.#observer?.disconnect();
    clearTimeout(this.#timer);
  }
}

function versionOf(field: FieldCall | undefined): string {
  return field ? `${field.call.id} ${field.version}` : '';
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-field-message': JyFieldMessage;
  }
  interface HTMLElementEventMap {
    'jy-read': CustomEvent<{ callId: string }>;
  }
}
