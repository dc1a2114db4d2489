import { consume } from '@lit/context';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { IncidentId } from '#contract/incidents.ts';
import type { Session } from '#contract/session.ts';
import type { WaitingIncident } from '#contract/waiting.ts';
import { bandStyles, lowBandStyles } from '../ui/band-styles.ts';
import { sessionContext } from '../state/contexts.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { countText } from '../words/format.ts';
import { givenName } from '../words/seeded-names.ts';
import { say } from '../words/words.ts';
import { waitingElsewhere, type Elsewhere } from './waiting.view.ts';

/** Across the screen of one incident: that another one waits for who looks at it. */
@customElement('jy-elsewhere-bands')
export class JyElsewhereBands extends SignalWatcher(LitElement) {
  @property({ attribute: false }) waiting: readonly WaitingIncident[] = [];
  @property({ attribute: false }) shown: IncidentId | null = null;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  /** Up to which count each was noted; a release is said until it is given. */
  @state() private noted: ReadonlyMap<IncidentId, number> = new Map();

  static override styles = [
    surface,
    bandStyles,
    lowBandStyles,
    css`
      .band {
        background: #ffd9a8;
      }
      .band.drill {
        background: #d9ccff;
      }
    `,
  ];

  override render() {
    return waitingElsewhere(this.waiting, this.shown, this.session)
      .filter(({ incident, releases, count }) => releases > 0 || count > (this.noted.get(incident.incidentId) ?? 0))
      .map((each) => this.#band(each));
  }

  #band({ incident, releases, others, count }: Elsewhere): TemplateResult {
    const { incidentId, mode } = incident;
    const isDrill = mode !== 'actual';
    return html`<section class="band ${isDrill ? 'drill' : ''}" role="alert">
      <p>
        <b>${say('elsewhere/title', { mode: say(`mode/${mode}`), name: givenName(incident.name) })}</b>
        <span>${wordsOf({ incident, releases, others })}</span>
      </p>
      <div class="buttons">
        <button class="go" @click=${() => emit(this, 'jy-choose-incident', incidentId)}>${say('elsewhere/go')}</button>
        ${
          releases === 0
            ? html`<button @click=${() => (this.noted = new Map(this.noted).set(incidentId, count))}>${say('release/noted')}</button>`
            : nothing
        }
      </div>
    </section>`;
  }
}

/** `1 轮叫应待你放行 · 3 人需要支援`: what waits there. */
export function wordsOf({ incident, releases, others }: Pick<Elsewhere, 'incident' | 'releases' | 'others'>): string {
  const parts = [
    ['release', releases],
    ['others', others],
    ['needHelp', incident.needHelp],
    ['cannot', incident.cannot],
    ['unroused', incident.unroused],
  ] as const;
  return parts
    .filter(([, count]) => count > 0)
    .map(([of, count]) => say(`elsewhere/${of}`, { count: of === 'release' || of === 'others' ? count : countText(count) }))
    .join(' · ');
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-elsewhere-bands': JyElsewhereBands;
  }
}
