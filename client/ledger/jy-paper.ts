import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Area } from '#contract/areas.ts';
import type { Incident } from '#contract/incidents.ts';
import { surface } from '../ui/surface.ts';
import './jy-sheet-print.ts';
import './jy-sheet-typing.ts';

/** Paper goes out on one side and comes back on the other. */
@customElement('jy-paper')
export class JyPaper extends LitElement {
  @property({ attribute: false }) incidents: readonly Incident[] = [];
  @property({ attribute: false }) areas: readonly Area[] = [];

  static override styles = [
    surface,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(280px, 1fr) minmax(0, 2fr);
        gap: 12px;
        align-items: start;
      }
      section {
        min-width: 0;
        padding: 12px 14px;
        border: 1px solid var(--jy-line);
        border-radius: 8px;
        background: var(--jy-panel);
      }
      @media (max-width: 900px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  override render() {
    return html`
      <section><jy-sheet-print .incidents=${this.incidents} .areas=${this.areas}></jy-sheet-print></section>
      <section><jy-sheet-typing></jy-sheet-typing></section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-paper': JyPaper;
  }
}
