import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Area, AreaCode } from '#contract/areas.ts';
import type { CallOutReport, TreeNode } from '#contract/calls.ts';
import { shortestPurpose } from '#contract/people.ts';
import type { Incident } from '#contract/incidents.ts';
import { mayReveal, type Session } from '#contract/session.ts';
import { act } from '../app/act.ts';
import { sessionContext } from '../state/contexts.ts';
import { owed } from '../state/select.ts';
import { SignalWatcher } from '../state/signals.ts';
import { surface } from '../ui/surface.ts';
import { textIn } from '../ui/text-in.ts';
import { countText, momentText, nameOf } from '../words/format.ts';
import { givenName } from '../words/seeded-names.ts';
import { locale, say } from '../words/words.ts';
import { ledgerApi } from './ledger-api.ts';
import { fieldStyles, ledgerStyles } from './ledger-styles.ts';
import { printableCallOuts, printableIncidents } from './sheet-print.view.ts';

/** Prints the call sheets of an area: for the day on which no line holds. */
@customElement('jy-sheet-print')
export class JySheetPrint extends SignalWatcher(LitElement) {
  @property({ attribute: false }) incidents: readonly Incident[] = [];
  @property({ attribute: false }) areas: readonly Area[] = [];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  @state() private callOuts: readonly CallOutReport[] | null = null;
  @state() private callOut: CallOutReport | null = null;
  /** Where the chosen call-out calls anybody, and how many. */
  @state() private tree: readonly TreeNode[] = [];

  static override styles = [
    surface,
    ledgerStyles,
    fieldStyles,
    css`
      form {
        max-width: 420px;
      }
    `,
  ];

  override willUpdate(changed: Map<string, unknown>): void {
    if (changed.has('incidents') && this.incidents.length > 0) void act(this, () => this.#readCallOuts());
  }

  async #readCallOuts(): Promise<void> {
    const perIncident = await Promise.all(printableIncidents(this.incidents).map(({ id }) => ledgerApi.callOuts(id)));
    this.callOuts = printableCallOuts(perIncident.flat(), this.incidents);
    const wanted = new URLSearchParams(location.search).get('callOut');
    await this.#choose(this.callOuts.find(({ id }) => id === wanted) ?? this.callOuts[0] ?? null);
  }

  async #choose(callOut: CallOutReport | null): Promise<void> {
    this.callOut = callOut;
    const tree = callOut ? await ledgerApi.tree(callOut.id) : [];
    if (callOut === this.callOut) this.tree = tree;
  }

  override render() {
    const { callOuts } = this;
    return html`
      <h2>${say('sheet/print')}</h2>
      <p class="why">${say('sheet/print.why')}</p>
      ${callOuts?.length === 0 ? html`<p class="empty">${say('sheet/print.none')}</p>` : this.#form(callOuts ?? [])}
    `;
  }

  #form(callOuts: readonly CallOutReport[]) {
    return html`<form class="form" @submit=${this.#print}>
      <label
        >${say('sheet/print.call-out')}
        <select
          name="callOut"
          required
          @change=${(event: Event) => {
            const chosen = callOuts[(event.target as HTMLSelectElement).selectedIndex];
            void act(this, () => this.#choose(chosen ?? null));
          }}
        >
          ${callOuts.map((callOut) => html`<option value=${callOut.id as string} .selected=${callOut === this.callOut}>${this.#callOutText(callOut)}</option>`)}
        </select>
      </label>
      <label
        >${say('sheet/print.area')}
        <select name="area" required>
          ${this.#places.map(({ code, text }) => html`<option value=${code}>${text}</option>`)}
        </select>
      </label>
      ${this.session && mayReveal(this.session) ? html`<label>${say('sheet/print.purpose')}<input name="purpose" minlength=${shortestPurpose} maxlength="200" /></label>` : nothing}
      <div><button class="action main" ?disabled=${this.tree.length === 0}>${say('sheet/print.submit')}</button></div>
    </form>`;
  }

  /** Counties and townships that have somebody on a sheet, in the order of their codes: whoever was called again stands on no sheet. */
  get #places(): { code: AreaCode; text: string }[] {
    const totals = new Map(this.tree.map((node) => [node.areaCode, owed(node)]));
    const isPrinted = ({ level, code }: Area) => (level === 'county' || level === 'township') && (totals.get(code) ?? 0) > 0;
    return this.areas.filter(isPrinted).map((area) => {
      const indent = area.level === 'township' ? '\u3000' : '';
      return { code: area.code, text: `${indent}${nameOf(area)} (${countText(totals.get(area.code) ?? 0)})` };
    });
  }

  #callOutText({ incidentId, level, openedAt }: CallOutReport): string {
    const incident = this.incidents.find(({ id }) => id === incidentId);
    return [say(`level/${level}`), momentText(new Date(openedAt), new Date()), givenName(incident?.name ?? '')].join(' · ');
  }

  /** A page of its own: the browser shows, saves and prints it, and a refusal is told there. */
  readonly #print = (event: SubmitEvent): void => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    const field = (name: string) => textIn(form, name);
    const purpose = field('purpose');
    const query = new URLSearchParams({ area: field('area'), lang: locale.get() === 'en' ? 'en' : 'zh', ...(purpose && { purpose }) });
    window.open(`/api/call-outs/${field('callOut')}/sheets.pdf?${query}`, '_blank', 'noopener');
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-sheet-print': JySheetPrint;
  }
}
