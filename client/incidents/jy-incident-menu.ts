import { consume } from '@lit/context';
import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Incident, IncidentId } from '#contract/incidents.ts';
import type { WaitingIncident } from '#contract/waiting.ts';
import type { Session } from '#contract/session.ts';
import '../state/ending-wanted.ts';
import { sessionContext } from '../state/contexts.ts';
import { SignalWatcher } from '../state/signals.ts';
import { chip } from '../ui/chip.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import '../ui/jy-menu.ts';
import type { MenuItem } from '../ui/jy-menu.ts';
import { surface } from '../ui/surface.ts';
import { givenName } from '../words/seeded-names.ts';
import { say } from '../words/words.ts';
import { wordsOf } from './jy-elsewhere-bands.ts';
import { waitingElsewhere } from './waiting.view.ts';

const openNew = 'new';
const close = 'close';
const reopen = 'reopen';

/** Which incident is on screen, striped when it is a drill; the others below it. */
@customElement('jy-incident-menu')
export class JyIncidentMenu extends SignalWatcher(LitElement) {
  @property({ attribute: false }) incident: Incident | null = null;
  @property({ attribute: false }) incidents: readonly Incident[] = [];
  /** In which incidents something waits for this desk. */
  @property({ attribute: false }) waiting: readonly WaitingIncident[] = [];
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;

  static override styles = [
    surface,
    chip,
    css`
      :host {
        min-width: 0;
      }
      jy-menu {
        max-width: 100%;
      }
      .badge {
        flex: none;
        min-width: 20px;
        height: 20px;
        padding: 0 6px;
        border-radius: 10px;
        background: var(--jy-level-red);
        color: #fff;
        font: 700 12px/20px var(--jy-face);
        text-align: center;
      }
      .badge.quiet {
        border: 1px solid currentColor;
        background: none;
        color: inherit;
        line-height: 18px;
      }
    `,
  ];

  override render() {
    const { incident } = this;
    const isDrill = incident !== null && incident.mode !== 'actual';
    return html`<jy-menu
      label=${say('incident/choose')}
      .items=${this.#items}
      @jy-menu-open=${() => emit(this, 'jy-incidents-wanted', null)}
      @jy-menu-choose=${this.#choose}
    >
      <span class="chip ${isDrill ? 'drill' : ''}">
        ${incident ? html`<b>${say(`mode/${incident.mode}`)}</b><span>${this.#nameWithPace(incident)}</span>` : html`<span>${say('incident/none')}</span>`}
        ${this.#badge()}${icon('chevronDown', 14)}
      </span>
    </jy-menu>`;
  }

  /** How many other incidents want somebody here; without one, how many wait for somebody else. */
  #badge(): TemplateResult | typeof nothing {
    const elsewhere = this.#elsewhere;
    if (elsewhere.length === 0) return nothing;
    const mine = elsewhere.filter(({ count }) => count > 0).length;
    const count = mine || elsewhere.length;
    const words = say(mine > 0 ? 'elsewhere/badge' : 'elsewhere/badge.others', { count });
    return html`<i class="badge ${mine > 0 ? '' : 'quiet'}" role="img" title=${words} aria-label=${words}>${count}</i>`;
  }

  get #elsewhere() {
    return waitingElsewhere(this.waiting, this.incident?.id ?? null, this.session);
  }

  #detailOf({ id, state, mode, apart }: Incident): string {
    const waits = this.#elsewhere.find(({ incident }) => incident.incidentId === id);
    const words = apart ? say('incident/apart') : state === 'closed' ? say('incident/closed') : say(`mode/${mode}`);
    return waits ? `${words} · ${wordsOf(waits)}` : words;
  }

  #nameWithPace({ name, clock }: Incident): string {
    return clock && clock.rate !== 1 ? `${givenName(name)} ×${clock.rate}` : givenName(name);
  }

  get #items(): MenuItem[] {
    const known = this.incidents.map((incident) => ({
      id: incident.id,
      text: givenName(incident.name),
      detail: this.#detailOf(incident),
      checked: incident.id === this.incident?.id,
    }));
    const deeds: MenuItem[] = [];
    if (this.session?.rights.includes('incident.open')) deeds.push({ id: openNew, text: say('incident/open.new') });
    if (this.incident && this.session?.rights.includes('incident.close')) {
      const isClosed = this.incident.state === 'closed';
      deeds.push({ id: isClosed ? reopen : close, text: say(isClosed ? 'end/reopening.button' : 'end/closing.button') });
    }
    return [...known, ...deeds.map((deed, at) => ({ ...deed, apart: at === 0 && known.length > 0 }))];
  }

  /** As it was listed a moment ago: whether somebody wants it open again is not in its log. */
  #end(deed: typeof close | typeof reopen): void {
    const incident = this.incidents.find(({ id }) => id === this.incident?.id) ?? this.incident;
    if (incident) emit(this, 'jy-end-wanted', { kind: deed === close ? 'closing' : 'reopening', incident });
  }

  #choose({ detail }: CustomEvent<string>): void {
    if (detail === openNew) emit(this, 'jy-new-incident', null);
    else if (detail === close || detail === reopen) this.#end(detail);
    else emit(this, 'jy-choose-incident', detail as IncidentId);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-incident-menu': JyIncidentMenu;
  }
  interface HTMLElementEventMap {
    /** The list is about to be looked at: others may have opened one. */
    'jy-incidents-wanted': CustomEvent<null>;
    'jy-choose-incident': CustomEvent<IncidentId>;
    'jy-new-incident': CustomEvent<null>;
  }
}
