import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { icon, type IconName } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { spanText } from '../words/format.ts';
import { say } from '../words/words.ts';
import type { Driving } from './timeline.view.ts';

/** Incident seconds per second of the wall. */
const rates = [1, 10, 60, 600, 3600];

/** Play, pause, step and speed, and whose clock they drive: one's own replay, or the exercise clock of everybody. */
@customElement('jy-transport')
export class JyTransport extends SignalWatcher(LitElement) {
  @property() driving: Driving = 'wall';
  @property({ type: Boolean }) paused = false;
  @property({ type: Number }) rate = 1;
  @property({ type: Number, attribute: 'step-milliseconds' }) stepMilliseconds = 600_000;

  static override styles = [
    surface,
    css`
      :host {
        display: grid;
        gap: 6px;
        min-width: 0;
      }
      .buttons {
        display: flex;
        align-items: center;
        gap: 6px;
      }
      .buttons button {
        display: grid;
        place-items: center;
        flex: none;
        width: 34px;
        height: 34px;
        border-radius: 50%;
        background: var(--jy-raised);
        color: var(--jy-text);
      }
      .buttons button:hover:not(:disabled) {
        box-shadow: inset 0 0 0 1px var(--jy-accent);
      }
      button:disabled {
        opacity: 0.35;
      }
      select {
        height: 30px;
        padding: 0 4px;
        border: 1px solid var(--jy-line);
        border-radius: 6px;
        background: var(--jy-raised);
        color: var(--jy-text);
        font: inherit;
        font-size: 13px;
      }
      p {
        overflow: hidden;
        font-size: 12px;
        color: var(--jy-dim);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
      @media (max-width: 720px) {
        :host {
          grid-template-columns: auto 1fr;
          align-items: center;
        }
      }
      .incident,
      .others {
        color: var(--jy-drill-ink);
      }
      .replay {
        color: var(--jy-orange-text);
      }
    `,
  ];

  override render() {
    const isOthers = this.driving === 'others';
    const isWall = this.driving === 'wall';
    const span = spanText(this.stepMilliseconds);
    const isPaused = this.paused && !isWall;
    return html`
      <div class="buttons">
        ${this.#button('stepBack', say('time/step.back', { span }), { by: -this.stepMilliseconds, disabled: isOthers })}
        <button
          ?disabled=${isOthers || isWall}
          title="${say(isPaused ? 'time/play' : 'time/pause')} (Space)"
          aria-label=${say(isPaused ? 'time/play' : 'time/pause')}
          @click=${() => emit(this, 'jy-transport', { paused: !isPaused })}
        >
          ${icon(isPaused ? 'play' : 'pause')}
        </button>
        ${this.#button('stepForward', say('time/step.forward', { span }), { by: this.stepMilliseconds, disabled: isOthers })}
        <select
          aria-label=${say('time/speed')}
          title=${say('time/speed')}
          ?disabled=${isOthers || isWall}
          @change=${(event: Event) => emit(this, 'jy-transport', { rate: Number((event.target as HTMLSelectElement).value) })}
        >
          ${[...new Set([...rates, this.rate])]
            .sort((a, b) => a - b)
            .map((rate) => html`<option value=${rate} .selected=${rate === this.rate}>×${rate}</option>`)}
        </select>
      </div>
      <p class=${this.driving} title=${this.#words}>${this.#words}</p>
    `;
  }

  #button(name: IconName, label: string, { by, disabled }: { by: number; disabled: boolean }) {
    return html`<button ?disabled=${disabled} title=${label} aria-label=${label} @click=${() => emit(this, 'jy-transport', { by })}>
      ${icon(name)}
    </button>`;
  }

  get #words(): string {
    if (this.driving === 'wall') return `${say('time/driving.wall')} · ${say('time/driving.wall.hint')}`;
    return say(this.driving === 'incident' && this.paused ? 'time/driving.incident.paused' : `time/driving.${this.driving}`);
  }
}

/** What was pressed: one of the three. `by`: milliseconds, negative for back. */
export interface TransportPress {
  paused?: boolean;
  rate?: number;
  by?: number;
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-transport': JyTransport;
  }
  interface HTMLElementEventMap {
    'jy-transport': CustomEvent<TransportPress>;
  }
}
