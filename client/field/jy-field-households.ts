import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { FieldHousehold, FieldPage } from '#contract/field.ts';
import { icon } from '../ui/icons.ts';
import type { Say } from './say.ts';
import { sheetStyles } from './sheet-styles.ts';

/** The households that this person keeps or leads to safety, with what their people need: opened with {@link open}. */
@customElement('jy-field-households')
export class JyFieldHouseholds extends LitElement {
  @property({ attribute: false }) page: FieldPage | null = null;
  @property({ attribute: false }) say!: Say;
  @query('dialog') private dialog!: HTMLDialogElement;

  static override styles = [
    sheetStyles,
    css`
      li {
        display: grid;
        grid-template-columns: 1fr 48px;
        gap: 2px 12px;
        padding: 12px 0;
        border-top: 1px solid var(--jy-line);
      }
      li b {
        font-size: 1.125rem;
      }
      li p {
        margin: 0;
        color: var(--jy-soft);
        font-size: 0.9375rem;
      }
      .needs {
        color: var(--jy-orange-text);
        font-weight: 600;
      }
      a {
        display: grid;
        grid-row: 1 / span 3;
        grid-column: 2;
        align-self: start;
        place-items: center;
        width: 48px;
        height: 48px;
        border: 1px solid var(--jy-edge);
        border-radius: 8px;
        color: var(--jy-accent);
      }
    `,
  ];

  open(): void {
    this.dialog.showModal();
  }

  close(): void {
    this.dialog.close();
  }

  override render() {
    const { say, page } = this;
    const households = page?.households ?? [];
    return html`<dialog aria-labelledby="title">
      <header>
        <h2 id="title">${say('field/households')}</h2>
        <button class="close" aria-label=${say('field/close')} @click=${() => this.close()}>${icon('close', 22)}</button>
      </header>
      <p class="note">${this.#sum()}</p>
      <ul>
        ${households.map((household) => this.#household(household))}
      </ul>
    </dialog>`;
  }

  #sum(): string {
    const { households, totals } = this.page ?? { households: [], totals: { households: 0 } };
    const count = totals.households - households.length;
    if (households.length === 0) return this.say('field/households.none');
    const people = households.reduce((sum, household) => sum + household.people, 0);
    const sum = this.say('field/households.sum', { households: households.length, people });
    return count > 0 ? `${sum} · ${this.say('field/calls.more', { count })}` : sum;
  }

  #household(household: FieldHousehold) {
    const { say } = this;
    const { maskedName: who, people, position } = household;
    const [area, shelter] =
      say.locale === 'en' ? [household.areaNameEn, household.shelterNameEn] : [household.areaNameZh, household.shelterNameZh];
    const needs = this.#counted('need', household.needs);
    const duties = household.duties.map((duty) => say(`field/duty.${duty}`)).join(' · ');
    return html`<li>
      <b>${who} · ${say('field/households.people', { people })}</b>
      ${needs ? html`<p class="needs">${needs}</p>` : nothing}
      <p>${area} · ${duties} · ${this.#counted('evacueeCategory', household.categories)}</p>
      <p>${say('field/households.shelter', { shelter })}</p>
      <a href="geo:${position.lat},${position.lng}?q=${position.lat},${position.lng}" aria-label=${say('field/households.map', { who })}>
        ${icon('pin', 22)}
      </a>
    </li>`;
  }

  #counted(words: 'need' | 'evacueeCategory', counts: Readonly<Record<string, number>>): string {
    return Object.entries(counts)
      .map(([what, count]) => `${this.say.or(`${words}/${what}`, what)} ${count}`)
      .join(' · ');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-field-households': JyFieldHouseholds;
  }
}
