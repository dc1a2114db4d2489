import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SignalWatcher } from '../state/signals.ts';

/** What the map shows, and nothing that it does not show. */
@customElement('jy-legend')
export class JyLegend extends SignalWatcher(LitElement) {
  /** Of every feature of the map, worked out when it is drawn: its words follow the language. */
  @property({ attribute: false }) entries: () => readonly TemplateResult[] = () => [];

  static override styles = css`
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 14px;
      align-items: center;
    }
    span {
      display: inline-flex;
      gap: 5px;
      align-items: center;
      white-space: nowrap;
    }
    svg {
      flex: none;
    }
    em {
      font-style: normal;
      font-weight: 600;
    }
  `;

  override render() {
    return html`${this.entries()}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-legend': JyLegend;
  }
}
