import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { shortestPurpose, type RevealedPerson } from '#contract/people.ts';
import type { PersonLink } from '#contract/records.ts';
import { SignalWatcher } from '../state/signals.ts';
import { say, sayOr } from '../words/words.ts';
import type { Register } from '../cartography/register.ts';

/** A masked name; who may see more says why, and the server writes it down before it tells. */
@customElement('jy-person-line')
export class JyPersonLine extends SignalWatcher(LitElement) {
  @property({ attribute: false }) person: PersonLink = null;
  @property({ attribute: false }) register: Register | null = null;
  @property({ type: Boolean, attribute: 'may-reveal' }) mayReveal = false;
  @state() private asking = false;
  @state() private revealed: RevealedPerson | null = null;
  @state() private problem = '';

  static override styles = css`
    :host {
      display: block;
    }
    button {
      padding: 1px 8px;
      border: 1px solid var(--jy-edge);
      border-radius: 4px;
      background: var(--jy-raised);
      color: var(--jy-text);
      font: inherit;
      font-size: 12px;
      cursor: pointer;
    }
    button.plain {
      padding: 0;
      border: 0;
      background: none;
      color: var(--jy-accent);
    }
    :focus-visible {
      outline: 2px solid var(--jy-accent);
      outline-offset: 1px;
    }
    form {
      display: grid;
      grid-template-columns: 1fr auto auto;
      gap: 4px;
      margin-top: 4px;
    }
    input {
      grid-column: 1 / 4;
      min-width: 0;
      padding: 4px 6px;
      border: 1px solid var(--jy-edge);
      border-radius: 4px;
      background: var(--jy-ground);
      color: var(--jy-text);
      font: inherit;
      font-size: 12px;
    }
    p {
      margin: 2px 0 0;
      color: var(--jy-red-text);
      font-size: 12px;
    }
    .contact {
      display: block;
      font-variant-numeric: tabular-nums;
    }
  `;

  /** A card that turns to the next record reuses this line: whoever was revealed before must not stay. */
  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('person') || (changed.get('person') as PersonLink | undefined)?.id === this.person?.id) return;
    this.revealed = null;
    this.asking = false;
    this.problem = '';
  }

  override render() {
    if (!this.person) return nothing;
    if (this.revealed) return this.#shown(this.revealed);
    const ask = html`<button class="plain" @click=${() => (this.asking = true)}>${say('card/reveal')}</button>`;
    return html`${this.person.maskedName} ${this.mayReveal && !this.asking ? ask : nothing} ${this.asking ? this.#form() : nothing}`;
  }

  #shown({ name, contacts }: RevealedPerson): TemplateResult {
    return html`${name}${contacts.map(({ address }) => html`<span class="contact">${address}</span>`)}`;
  }

  #form(): TemplateResult {
    return html`<form @submit=${this.#reveal}>
      <input name="purpose" maxlength="200" autocomplete="off" aria-label=${say('card/purpose')} placeholder=${say('card/purpose')} />
      <button>${say('card/reveal-now')}</button>
      <button type="button" @click=${() => (this.asking = false)}>${say('card/cancel')}</button>
      ${this.problem ? html`<p role="alert" style="grid-column: 1 / 4">${this.problem}</p>` : nothing}
    </form>`;
  }

  readonly #reveal = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const purpose = (event.target as HTMLFormElement).querySelector('input')?.value.trim() ?? '';
    if (purpose.length < shortestPurpose) {
      this.problem = say('card/purpose-short');
      return;
    }
    const asked = this.person;
    if (!asked || !this.register) return;
    try {
      const revealed = await this.register.reveal(asked.id, purpose);
      if (this.person?.id === asked.id) this.revealed = revealed;
    } catch (error) {
      this.problem = error instanceof Error ? sayOr(error.message, say('map/offline')) : say('map/offline');
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-person-line': JyPersonLine;
  }
}
