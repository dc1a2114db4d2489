import { consume } from '@lit/context';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Incident } from '#contract/incidents.ts';
import { mayDo, type Session } from '#contract/session.ts';
import type { WaitingIncident } from '#contract/waiting.ts';
import type { ServerHealth } from '#contract/watchdog.ts';
import '../alarm/jy-alarm.ts';
import '../incidents/jy-incident-menu.ts';
import { sessionContext, worldContext } from '../state/contexts.ts';
import type { LinkState } from '../state/link.ts';
import { warningsInForce } from '../state/select.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { bar } from '../ui/bar.ts';
import { chip } from '../ui/chip.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import '../notices/jy-level.ts';
import { warningTitle } from '../notices/warning-title.ts';
import { say } from '../words/words.ts';
import './jy-clock.ts';
import '../shell/jy-display-switches.ts';
import './jy-link-badge.ts';
import '../shell/jy-user-menu.ts';

/** One thin line: which incident, how grave, what time, whether it is live, and who is looking. */
@customElement('jy-top-bar')
export class JyTopBar extends SignalWatcher(LitElement) {
  @property({ attribute: false }) cityName = '';
  @property({ attribute: false }) incident: Incident | null = null;
  @property({ attribute: false }) incidents: readonly Incident[] = [];
  /** In which incidents something waits for this desk. */
  @property({ attribute: false }) waiting: readonly WaitingIncident[] = [];
  @property() health: LinkState = 'connecting';
  @property({ attribute: false }) age: number | null = null;
  /** The world of now, also while an earlier one is shown. */
  @property({ attribute: false }) live: World = emptyWorld;
  /** Nothing is known yet of the world that is to be shown. */
  @property({ type: Boolean }) unread = false;
  /** What the heartbeats say besides the time. */
  @property({ attribute: false }) server: ServerHealth | null = null;
  @consume({ context: worldContext, subscribe: true })
  @state()
  private world: World = emptyWorld;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;

  static override styles = [
    surface,
    bar,
    chip,
    css`
      h1 {
        letter-spacing: 0.02em;
      }
      h1 small {
        margin-left: 10px;
        font-size: 13px;
        font-weight: 400;
        color: var(--jy-dim);
      }
      /* In a narrow bar the clock's date and the user's name give way first, then the names; no chip ever covers another. */
      jy-incident-menu {
        flex: 0 10 auto;
        min-width: min(200px, 100%);
      }
      .level {
        flex: 0 1 auto;
        min-width: 112px;
      }
      jy-level,
      jy-alarm,
      jy-link-badge {
        flex: none;
      }
      jy-user-menu {
        flex: 0 1000 auto;
        min-width: 52px;
      }
      .issue {
        display: inline-flex;
        flex: none;
        gap: 6px;
        align-items: center;
        height: 34px;
        padding: 0 14px;
        border-radius: 6px;
        background: var(--jy-accent);
        color: var(--jy-accent-ink);
        font-size: 13px;
        font-weight: 600;
        white-space: nowrap;
      }
      .short {
        display: none;
      }
      .issue:hover {
        filter: brightness(1.1);
      }
      jy-clock {
        flex: 0 1000 auto;
        min-width: 112px;
        margin-left: auto;
      }
      .tools {
        display: flex;
        flex: none;
      }
      .turn {
        display: none;
      }
      @media (max-width: 1440px) {
        h1 small,
        .count {
          display: none;
        }
      }
      @media (max-width: 720px) {
        :host {
          flex-wrap: wrap;
          gap: 6px;
          padding: 6px 10px;
        }
        h1,
        .level span,
        .help {
          display: none;
        }
        jy-incident-menu {
          flex: 1 1 120px;
          min-width: 0;
        }
        .level,
        jy-clock,
        jy-user-menu {
          flex: none;
          min-width: 0;
        }
        /* Two lines: what and who above, how grave and when below. */
        .level,
        .issue,
        jy-clock,
        jy-alarm,
        jy-link-badge {
          order: 1;
        }
        .level:not(:has(jy-level)) {
          display: none;
        }
        .whole {
          display: none;
        }
        .issue {
          padding: 0 10px;
        }
        .issue .short {
          display: inline;
        }
        .turn {
          display: block;
          flex: 0 0 100%;
          height: 0;
        }
      }
    `,
  ];

  override render() {
    return html`
      <h1>${say('app/name')}<small>${say('app/title', { city: this.cityName })}</small></h1>
      <jy-incident-menu .incident=${this.incident} .incidents=${this.incidents} .waiting=${this.waiting}></jy-incident-menu>
      ${this.#level} ${this.#issue}
      <jy-clock></jy-clock>
      <jy-alarm .world=${this.live} .health=${this.server}></jy-alarm>
      <jy-link-badge .health=${this.health} .age=${this.age}></jy-link-badge>
      <div class="tools">
        <jy-display-switches></jy-display-switches>
        <button
          class="icon-button help"
          title="${say('app/help')} (?)"
          aria-label=${say('app/help')}
          @click=${() => emit(this, 'jy-help', null)}
        >
          ${icon('help')}
        </button>
      </div>
      <jy-user-menu></jy-user-menu>
      <i class="turn"></i>
    `;
  }

  /** Always in sight for whoever may: in the worst hour nobody looks for it. */
  get #issue() {
    if (!this.session || !mayDo(this.session, 'warning.issue') || this.incident?.state === 'closed') return nothing;
    return html`<button
      class="issue"
      title=${say('form/open')}
      aria-label=${say('form/title')}
      @click=${() => emit(this, 'jy-new-warning', null)}
    >
      ${icon('warning', 16)}<span class="whole">${say('form/title')}</span><span class="short">${say('form/title.short')}</span>
    </button>`;
  }

  get #level() {
    if (this.unread) return html`<span class="chip level"><span>${say('app/level-unread')}</span></span>`;
    const inForce = warningsInForce(this.world);
    const [gravest] = inForce;
    if (!gravest) return html`<span class="chip level"><span>${say('app/no-level')}</span></span>`;
    return html`<span class="chip level" title=${gravest.headline}>
      <jy-level level=${gravest.level}></jy-level>
      <span><b>${warningTitle(gravest)}</b><span class="count"> · ${say('app/level-count', { count: inForce.length })}</span></span>
    </span>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-top-bar': JyTopBar;
  }
  interface HTMLElementEventMap {
    'jy-help': CustomEvent<null>;
  }
}
