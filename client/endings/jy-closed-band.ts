import { consume } from '@lit/context';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Ending } from '#contract/endings.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Session } from '#contract/session.ts';
import { bandStyles, lowBandStyles } from '../ui/band-styles.ts';
import { sessionContext } from '../state/contexts.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { agedText, countText } from '../words/format.ts';
import { say } from '../words/words.ts';

/** That the incident on screen is closed, by whom and why; and that somebody wants it open again. */
@customElement('jy-closed-band')
export class JyClosedBand extends SignalWatcher(LitElement) {
  /** As it was listed: a sealed log tells nothing any more. */
  @property({ attribute: false }) incident: Incident | null = null;
  @property({ attribute: false }) closing: Ending | null = null;
  /** The incident's time. */
  @property({ attribute: false }) now = new Date(0);
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;

  static override styles = [
    surface,
    bandStyles,
    lowBandStyles,
    css`
      .band {
        background: #d8dde3;
      }
    `,
  ];

  override render() {
    const { incident, closing } = this;
    if (incident?.state !== 'closed') return nothing;
    return html`<section class="band" role="status">
      <p>
        <b>${incident.apart ? say('closed/apart', { seq: countText(incident.apart.brokenAt) }) : say('closed/title')}</b>
        ${closing ? html`<span>${this.#doneBy(closing)}</span>` : nothing}
        ${incident.reopening ? html`<small>${say(this.#isMine(incident) ? 'closed/asked.mine' : 'closed/asked')}</small>` : nothing}
      </p>
      ${this.#button(incident)}
    </section>`;
  }

  #doneBy({ at, by, reason }: Ending): string {
    return say('end/done-by', { time: agedText(new Date(at), this.now), by, reason, what: say('end/warning.what') });
  }

  #isMine({ reopening }: Incident): boolean {
    return reopening?.by === this.session?.userId;
  }

  #button(incident: Incident): TemplateResult | typeof nothing {
    if (incident.apart) return nothing;
    if (!this.session?.rights.includes('incident.close') || (incident.reopening && this.#isMine(incident))) return nothing;
    return html`<div class="buttons">
      <button class="reopen" @click=${() => emit(this, 'jy-end-wanted', { kind: 'reopening', incident })}>
        ${say('end/reopening.button')}
      </button>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-closed-band': JyClosedBand;
  }
}
