import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Warning } from '#contract/warnings.ts';
import { SignalWatcher } from '../state/signals.ts';
import { surface } from '../ui/surface.ts';
import { say } from '../words/words.ts';
import { comparedTexts } from './versions.view.ts';

/** What a warning says: headline, description, instruction, in the sender's own words. */
@customElement('jy-warning-text')
export class JyWarningText extends SignalWatcher(LitElement) {
  @property({ attribute: false }) warning!: Warning;

  static override styles = [
    surface,
    css`
      :host {
        display: grid;
        gap: 8px;
        font-size: 14px;
      }
      p {
        line-height: 1.6;
        white-space: pre-line;
        overflow-wrap: anywhere;
      }
      small {
        display: block;
        font-size: 12px;
        font-weight: 400;
        color: var(--jy-dim);
      }
      .headline {
        font-weight: 600;
      }
    `,
  ];

  override render() {
    return comparedTexts.map((of) => {
      const text = this.warning[of].trim();
      if (text === '') return nothing;
      return html`<p class=${of} lang="zh-CN"><small>${say(`warning/${of}`)}</small>${text}</p>`;
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-warning-text': JyWarningText;
  }
}
