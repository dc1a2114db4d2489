import { LitElement, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Incident } from '#contract/incidents.ts';
import type { Watch } from '#contract/watchdog.ts';
import { act } from '../api/act.ts';
import { SignalWatcher } from '../state/signals.ts';
import { surface } from '../ui/surface.ts';
import { countText, momentText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { adminApi } from './admin-api.ts';
import { adminStyles } from './admin-styles.ts';
import { healthCardStyles, healthTones, ReadEachMinute } from './health-card.ts';

/** Whether test calls come back, and the incident in which they are made: it stands here and in no menu. */
@customElement('jy-watch')
export class JyWatch extends SignalWatcher(LitElement) {
  @state() private watch: Watch | null = null;
  @state() private incidents: readonly Incident[] = [];

  static override styles = [surface, adminStyles, healthCardStyles];

  constructor() {
    super();
    new ReadEachMinute(this, () => void this.#read());
  }

  override render() {
    const { watch } = this;
    if (!watch) return nothing;
    return html`<section class="card" aria-label=${say('watch/title')}>
      <div>
        <h3>${say('watch/title')}</h3>
        <div class="row"><span class="badge ${healthTones[watch.state]}">${say(`watch/state.${watch.state}`)}</span></div>
        <dl>
          <dt>${say('watch/last-report')}</dt>
          <dd>${watch.at ? momentText(new Date(watch.at), new Date()) : say('watch/never')}</dd>
          ${
            watch.roundTripMilliseconds === null
              ? nothing
              : html`<dt>${say('watch/round-trip')}</dt>
                  <dd>${say('watch/milliseconds', { count: countText(watch.roundTripMilliseconds) })}</dd>`
          }
          <dt>${say('watch/incidents')}</dt>
          ${
            this.incidents.length === 0
              ? html`<dd>${say('watch/never')}</dd>`
              : this.incidents.map(({ id, openedAt, seq }) => {
                  const opened = momentText(new Date(openedAt), new Date());
                  return html`<dd title=${String(id)}>${say('watch/incident', { at: opened, count: countText(seq) })}</dd>`;
                })
          }
        </dl>
      </div>
    </section>`;
  }

  async #read(): Promise<void> {
    const read = await act(this, () => Promise.all([adminApi.watch(), adminApi.watchIncidents()]));
    if (read) [this.watch, this.incidents] = read;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-watch': JyWatch;
  }
}
