import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ForeseenWarning, WarningWords } from '#contract/warning-drafts.ts';
import { areaNames } from '../notices/area-names.ts';
import '../plans/jy-plan-body.ts';
import { nowhere } from '../state/contexts.ts';
import type { Places } from '../state/select.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { surface } from '../ui/surface.ts';
import { countText, momentText } from '../words/format.ts';
import { locale, say } from '../words/words.ts';
import { silentOf } from './foreseen.view.ts';
import '../notices/jy-level.ts';
import { warningTitle } from '../notices/warning-title.ts';

const namesShown = 8;

/** The plan before anything rings: what the warning says, what it replaces, and whom it calls. */
@customElement('jy-warning-form-plan')
export class JyWarningFormPlan extends SignalWatcher(LitElement) {
  @property({ attribute: false }) foreseen!: ForeseenWarning;
  /** What a warning of our own says in English, for who reads that; Chinese is what leaves. */
  @property({ attribute: false }) english: WarningWords | null = null;
  @property({ attribute: false }) world: World = emptyWorld;
  @property({ attribute: false }) places: Places = nowhere;
  /** The incident's time. */
  @property({ attribute: false }) now = new Date(0);

  static override styles = [
    surface,
    css`
      .plan {
        display: grid;
        gap: 12px;
      }
      .head {
        display: flex;
        gap: 8px;
        align-items: center;
        font-size: 15px;
      }
      .said {
        display: grid;
        gap: 4px;
        padding: 10px 12px;
        border-left: 3px solid var(--jy-edge);
        background: var(--jy-raised);
        font-size: 13px;
        line-height: 1.55;
      }
      .outcome {
        padding: 8px 12px;
        border: 1px solid var(--jy-edge);
        border-radius: 6px;
        font-weight: 600;
      }
      .outcome.calls,
      .outcome.order {
        border-color: var(--jy-level-red);
        color: var(--jy-red-text);
      }
      .outcome.release {
        border-color: var(--jy-level-orange);
        color: var(--jy-orange-text);
      }
      small {
        font-size: 12px;
        color: var(--jy-dim);
      }
    `,
  ];

  override render() {
    const { warning, outcome, plan, replaces } = this.foreseen;
    return html`<div class="plan">
      <h3 class="head" style="margin: 0" tabindex="-1"><jy-level level=${warning.level}></jy-level>${warningTitle(warning)}</h3>
      <div class="said">
        ${this.#words.map((words) => html`<b>${words.headline}</b><span>${words.description}</span><span>${words.instruction}</span>`)}
        <small
          >${this.#validity} ·
          ${say('foreseen/area', { areas: areaNames(this.foreseen.warning.areas, this.places, namesShown) || '—' })}</small
        >
      </div>
      ${replaces.map((earlier) => html`<p>${this.#replaced(earlier)}</p>`)}
      <p class="outcome ${outcome}">${say(`foreseen/${outcome}`)}</p>
      ${plan ? this.#body(plan) : nothing}
    </div>`;
  }

  /** Puts the cursor, and with it whoever reads by ear, at what the plan is about. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.head')?.focus();
  }

  #body(plan: NonNullable<ForeseenWarning['plan']>): TemplateResult {
    return html`<jy-plan-body .plan=${plan} .places=${this.places} .now=${this.now}></jy-plan-body>
      <small>${say('foreseen/townships')}</small>`;
  }

  #replaced(earlier: ForeseenWarning['replaces'][number]): string {
    const named = { title: warningTitle(earlier), version: earlier.version };
    if (this.foreseen.outcome !== 'ends') return say('foreseen/replaces', named);
    return say('foreseen/ends-what', { ...named, silent: countText(silentOf(this.world, earlier.callOutId)) });
  }

  get #words(): WarningWords[] {
    const { warning } = this.foreseen;
    return locale.get() === 'en' && this.english ? [this.english, warning] : [warning];
  }

  get #validity(): string {
    const { effective, sent, expires } = this.foreseen.warning;
    const text = (at: string | null) => (at === null ? '—' : momentText(new Date(at), this.now));
    return say('foreseen/validity', { from: text(effective ?? sent), to: text(expires) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-warning-form-plan': JyWarningFormPlan;
  }
}
