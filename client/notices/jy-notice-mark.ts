import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { NoticeKind } from '#contract/notices.ts';
import type { WarningLevel } from '#contract/warnings.ts';
import { SignalWatcher } from '../state/signals.ts';
import './jy-level.ts';
import { noticeSign, noticeText } from './notice-words.ts';

/** What a call-out is about: of a warning its level, else the kind in a frame that no level has, so that no order is taken for a warning. */
@customElement('jy-notice-mark')
export class JyNoticeMark extends SignalWatcher(LitElement) {
  /** Null: it is no warning. */
  @property({ attribute: false }) level: WarningLevel | null = null;
  @property({ attribute: false }) kind: NoticeKind | undefined;

  static override styles = css`
    :host {
      display: inline-grid;
      flex: none;
    }
    .sign {
      display: inline-grid;
      place-items: center;
      min-width: 20px;
      height: 20px;
      border: 1.5px solid currentColor;
      border-radius: 4px;
      font: 700 12px/1 var(--jy-face);
      color: var(--jy-text);
    }
  `;

  override render() {
    const { level, kind } = this;
    if (level !== null) return html`<jy-level level=${level}></jy-level>`;
    const label = noticeText(level, kind);
    return html`<span class="sign" role="img" aria-label=${label} title=${label}>${noticeSign(level, kind)}</span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-notice-mark': JyNoticeMark;
  }
}
