import { LitElement, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { BackupHealth, DataHealth } from '#contract/backups.ts';
import { act } from '../api/act.ts';
import { SignalWatcher } from '../state/signals.ts';
import { surface } from '../ui/surface.ts';
import { countText, momentText } from '../words/format.ts';
import { givenName } from '../words/seeded-names.ts';
import { say } from '../words/words.ts';
import { adminApi } from './admin-api.ts';
import { adminStyles } from './admin-styles.ts';
import { healthCardStyles, healthTones, ReadEachMinute } from './health-card.ts';

/** How the daily backups stand, and which incidents are set apart because their logs are damaged. */
@customElement('jy-data-health')
export class JyDataHealth extends SignalWatcher(LitElement) {
  @state() private health: DataHealth | null = null;

  static override styles = [surface, adminStyles, healthCardStyles];

  constructor() {
    super();
    new ReadEachMinute(this, () => void this.#read());
  }

  override render() {
    if (!this.health) return nothing;
    const { backup, apart } = this.health;
    return html`<section class="card" aria-label=${say('data/title')}>
      <div>
        <h3>${say('data/title')}</h3>
        <div class="row"><span class="badge ${healthTones[backup.state]}">${say(`data/backup.${backup.state}`)}</span></div>
        <dl>
          ${this.#backup(backup)}
          <dt>${say('data/apart')}</dt>
          ${
            apart.length === 0
              ? html`<dd>${say('watch/never')}</dd>`
              : apart.map(({ id, name, apart: about }) => {
                  const seq = countText(about?.brokenAt ?? 0);
                  return html`<dd title=${String(id)}>${say('data/apart.one', { name: givenName(name), seq })}</dd>`;
                })
          }
        </dl>
      </div>
    </section>`;
  }

  #backup({ madeAt, file, rows, bytes, stoodMilliseconds, nextAt, failure, failingSince }: BackupHealth) {
    const size =
      madeAt === null ? null : say('data/size', { rows: countText(rows ?? 0), megabytes: countText(Math.ceil((bytes ?? 0) / 1e6)) });
    return [
      failure === null ? null : line('data/failure', `${moment(failingSince)} · ${say(`data/failure.${failure}`)}`),
      line('data/made', madeAt === null ? say('watch/never') : `${moment(madeAt)} · ${file ?? ''}`),
      size === null ? null : line('data/size.title', size),
      stoodMilliseconds === null ? null : line('data/stood', say('watch/milliseconds', { count: countText(stoodMilliseconds) })),
      nextAt === null ? null : line('data/next', moment(nextAt)),
    ];
  }

  async #read(): Promise<void> {
    const read = await act(this, () => adminApi.dataHealth());
    if (read) this.health = read;
  }
}

function line(title: Parameters<typeof say>[0], text: string) {
  return html`<dt>${say(title)}</dt>
    <dd>${text}</dd>`;
}

function moment(at: string | null): string {
  return at === null ? '' : momentText(new Date(at), new Date());
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-data-health': JyDataHealth;
  }
}
