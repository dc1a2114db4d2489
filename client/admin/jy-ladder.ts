import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { PolicyPreview } from '#contract/policies.ts';
import { SignalWatcher } from '../state/signals.ts';
import { surface } from '../ui/surface.ts';
import { say } from '../words/words.ts';
import { ladderView, sinceCallText, type LadderLine } from './ladder.view.ts';

/** What a policy amounts to for one person who stays silent: step by step, as the server would take them. */
@customElement('jy-ladder')
export class JyLadder extends SignalWatcher(LitElement) {
  @property({ attribute: false }) preview: PolicyPreview | null = null;
  /** Why the rules make no ladder, in the words of the refusal. */
  @property() problem = '';

  static override styles = [
    surface,
    css`
      ol {
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        position: relative;
        display: grid;
        grid-template-columns: 104px 1fr;
        gap: 4px 20px;
        padding: 0 0 14px;
        font-size: 13px;
      }
      li::before {
        content: '';
        position: absolute;
        left: 110px;
        top: 6px;
        bottom: -6px;
        border-left: 2px solid var(--jy-line);
      }
      li:last-child::before {
        display: none;
      }
      li::after {
        content: '';
        position: absolute;
        left: 106px;
        top: 5px;
        width: 10px;
        height: 10px;
        border-radius: 50%;
        background: var(--jy-accent);
      }
      li.other::after {
        background: var(--jy-orange-text);
      }
      li.end::after {
        background: var(--jy-level-red);
      }
      time {
        text-align: right;
        color: var(--jy-dim);
      }
      b {
        font-weight: 600;
      }
      small {
        display: block;
        font-size: 12px;
        color: var(--jy-dim);
      }
      [role='alert'] {
        padding: 8px 12px;
        border: 1px solid var(--jy-level-red);
        border-radius: 6px;
        color: var(--jy-red-text);
        font-size: 13px;
      }
    `,
  ];

  override render() {
    if (this.problem) return html`<p role="alert">${say('ladder/problem')}：${this.problem}</p>`;
    if (!this.preview) return nothing;
    const { lines, spentAtSeconds, hasDoor } = ladderView(this.preview);
    return html`<ol>
      ${lines.map((line) => this.#line(line))}
      <li class="end"><time>${sinceCallText(spentAtSeconds)}</time><b>${say(hasDoor ? 'ladder/door' : 'ladder/spent')}</b></li>
    </ol>`;
  }

  #line(line: LadderLine) {
    const { redial, reaches, channels } = line;
    const whom = reaches.map((reach) => say(`reach/${reach}`)).join(' + ');
    const title = redial === null ? whom : redial === 0 ? say('ladder/call') : say('ladder/redial', { nr: redial });
    const level = reaches.includes('superior') && line.superiorLevel > 1 ? ` · ${say('ladder/level', { level: line.superiorLevel })}` : '';
    const second = line.isSecondContact ? ` · ${say('ladder/second')}` : '';
    return html`<li class=${redial === null ? 'other' : ''}>
      <time>${sinceCallText(line.atSeconds)}</time>
      <span><b>${title}${level}</b><small>${channels.map((each) => say(`channel/${each}`)).join(' · ')}${second}</small></span>
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-ladder': JyLadder;
  }
}
