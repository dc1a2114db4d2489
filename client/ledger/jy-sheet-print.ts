import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Area, AreaCode } from '#contract/areas.ts';
import type { CallOutId, CallOutReport, TreeNode } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import { act } from '../api/act.ts';
import { owed } from '../state/select.ts';
import { SignalWatcher } from '../state/signals.ts';
import { remembered } from '../ui/remembered.ts';
import { surface } from '../ui/surface.ts';
import { noticeText } from '../notices/notice-words.ts';
import { countText, momentText, nameOf } from '../words/format.ts';
import { givenName } from '../words/seeded-names.ts';
import { say } from '../words/words.ts';
import './jy-sheet-order.ts';
import type { SheetSubject } from './sheet-choice.view.ts';
import { ledgerApi } from './ledger-api.ts';
import { fieldStyles, ledgerStyles } from './ledger-styles.ts';
import { printableCallOuts, printableIncidents } from './sheet-print.view.ts';

/** Prints the call sheets of an area: for the day on which no line holds. */
@customElement('jy-sheet-print')
export class JySheetPrint extends SignalWatcher(LitElement) {
  @property({ attribute: false }) incidents: readonly Incident[] = [];
  @property({ attribute: false }) areas: readonly Area[] = [];
  @state() private callOuts: readonly CallOutReport[] | null = null;
  @state() private callOut: CallOutReport | null = null;
  /** Where the chosen call-out calls anybody, and how many. */
  @state() private tree: readonly TreeNode[] = [];
  @state() private area: AreaCode | null = null;

  /** The same object while the same is chosen. */
  readonly #subject = remembered((callOutId: CallOutId | null, area: AreaCode | null): SheetSubject | null =>
    callOutId && area ? { callOutId, area } : null,
  );

  static override styles = [
    surface,
    ledgerStyles,
    fieldStyles,
    css`
      .form {
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
    const places = this.#places;
    const area = places.some(({ code }) => code === this.area) ? this.area : (places[0]?.code ?? null);
    return html`<div class="form">
      <label
        >${say('sheet/print.call-out')}
        <select
          name="callOut"
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
        <select name="area" @change=${(event: Event) => (this.area = (event.target as HTMLSelectElement).value)}>
          ${places.map(({ code, text }) => html`<option value=${code} .selected=${code === area}>${text}</option>`)}
        </select>
      </label>
      <jy-sheet-order .subject=${this.#subject(this.callOut?.id ?? null, area)}></jy-sheet-order>
    </div>`;
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

  #callOutText({ incidentId, level, noticeKind, openedAt }: CallOutReport): string {
    const incident = this.incidents.find(({ id }) => id === incidentId);
    return [noticeText(level, noticeKind), momentText(new Date(openedAt), new Date()), givenName(incident?.name ?? '')].join(' · ');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-sheet-print': JySheetPrint;
  }
}
