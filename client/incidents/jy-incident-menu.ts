import { consume } from '@lit/context';
import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Incident, IncidentId } from '#contract/incidents.ts';
import type { Session } from '#contract/session.ts';
import { sessionContext } from '../state/contexts.ts';
import { SignalWatcher } from '../state/signals.ts';
import { chip } from '../ui/chip.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import '../ui/jy-menu.ts';
import type { MenuItem } from '../ui/jy-menu.ts';
import { surface } from '../ui/surface.ts';
import { say } from '../words/words.ts';

const openNew = 'new';

/** Which incident is on screen, striped when it is a drill; the others below it. */
@customElement('jy-incident-menu')
export class JyIncidentMenu extends SignalWatcher(LitElement) {
  @property({ attribute: false }) incident: Incident | null = null;
  @property({ attribute: false }) incidents: readonly Incident[] = [];
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
        ${icon('chevronDown', 14)}
      </span>
    </jy-menu>`;
  }

  #nameWithPace({ name, clock }: Incident): string {
    return clock && clock.rate !== 1 ? `${name} ×${clock.rate}` : name;
  }

  get #items(): MenuItem[] {
    const known = this.incidents.map((incident) => ({
      id: incident.id,
      text: incident.name,
      detail: incident.state === 'closed' ? say('incident/closed') : say(`mode/${incident.mode}`),
      checked: incident.id === this.incident?.id,
    }));
    const mayOpen = this.session?.rights.includes('incident.open') ?? false;
    return mayOpen ? [...known, { id: openNew, text: say('incident/open.new'), apart: known.length > 0 }] : known;
  }

  #choose({ detail }: CustomEvent<string>): void {
    if (detail === openNew) emit(this, 'jy-new-incident', null);
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
