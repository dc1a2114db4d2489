import { consume } from '@lit/context';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { warningLevels, type WarningLevel } from '#contract/warnings.ts';
import type { ServerHealth } from '#contract/watchdog.ts';
import { shortPlace } from '../help/help-place.ts';
import '../help/jy-help-list.ts';
import { nowhere, placesContext, shownTimeContext, startOfTime } from '../state/contexts.ts';
import type { Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import '../notices/jy-notice-mark.ts';
import '../notices/jy-level.ts';
import { agedText, countText, durationText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { alarmMemory, muteMilliseconds } from './alarm-memory.ts';
import { alarmStyles } from './alarm-styles.ts';
import {
  acknowledge,
  alarmReasons,
  levelOf,
  ringing,
  stillKnown,
  watchReasons,
  type Acknowledged,
  type AlarmReason,
} from './alarm.view.ts';
import { Siren } from './siren.ts';

/** The bell of the desk: rings by level until somebody here acknowledges; can be tested, and muted for half an hour, loudly. */
@customElement('jy-alarm')
export class JyAlarm extends SignalWatcher(LitElement) {
  /** The world of now: a replay rings for nothing. */
  @property({ attribute: false }) world: World = emptyWorld;
  /** What the heartbeats say of the server: a test call that did not come back rings too. */
  @property({ attribute: false }) health: ServerHealth | null = null;
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;
  @consume({ context: placesContext, subscribe: true })
  @state()
  private places: Places = nowhere;
  @state() private acknowledged: Acknowledged = new Map();
  @state() private mutedUntil = 0;
  @state() private isOpen = false;
  @state() private isUnlocked = false;

  static override styles = [surface, alarmStyles];

  readonly #siren = new Siren();
  #wake: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('keydown', this.#keyed);
    window.addEventListener('pointerdown', this.#pressed);
    window.addEventListener('keydown', this.#touched);
    window.addEventListener('storage', this.#remember);
    this.#remember();
    void this.#unlock();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener('keydown', this.#keyed);
    window.removeEventListener('pointerdown', this.#pressed);
    window.removeEventListener('keydown', this.#touched);
    window.removeEventListener('storage', this.#remember);
    clearTimeout(this.#wake);
    this.#siren.close();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('world') && changed.get('world')?.incident?.id !== this.world.incident?.id) this.#remember();
    const known = stillKnown(this.acknowledged, this.health);
    if (known.size < this.acknowledged.size) this.#know(known);
  }

  override updated(): void {
    this.#siren.sound(this.mutedUntil > Date.now() || !this.isUnlocked ? null : levelOf(this.#ringing));
  }

  override render() {
    const rings = this.#ringing;
    const left = this.mutedUntil - Date.now();
    const label = rings.length > 0 ? say('alarm/ringing', { count: rings.length }) : say('alarm/quiet');
    return html`
      <button
        class="bell ${left > 0 ? 'muted' : rings.length > 0 ? `ringing ${levelOf(rings) ?? ''}` : ''}"
        title=${label}
        aria-label=${label}
        aria-expanded=${this.isOpen}
        @click=${() => (this.isOpen = !this.isOpen)}
      >
        ${icon(left > 0 ? 'bellOff' : 'bell')}${rings.length > 0 ? html`<b>${rings.length}</b>` : nothing}
        ${left > 0 ? html`<span>${say('alarm/muted', { left: durationText(left) })}</span>` : nothing}
      </button>
      ${
        rings.length > 0
          ? html`<button class="stop" aria-label=${say('alarm/acknowledge')} @click=${this.#acknowledge}>
              ${icon('check')}<span>${say('alarm/acknowledge')}</span>
            </button>`
          : nothing
      }
      ${this.isOpen ? this.#panel(rings, left) : nothing}
    `;
  }

  #panel(rings: readonly AlarmReason[], left: number): TemplateResult {
    return html`<div class="panel" role="dialog" aria-label=${say('alarm/title')}>
      <h2>
        ${say('alarm/title')}<button class="icon-button" aria-label=${say('alarm/close')} @click=${() => (this.isOpen = false)}>
          ${icon('close', 16)}
        </button>
      </h2>
      ${this.isUnlocked ? nothing : html`<p class="locked" role="status">${say('alarm/locked')}</p>`}
      ${
        rings.length === 0
          ? html`<p class="empty">${say('alarm/none')}</p>`
          : html`<ul>
              ${repeat(rings, ({ key }) => key, this.#reason)}
            </ul>`
      }
      <div class="test">
        <span>${say('alarm/test')}</span>
        ${warningLevels.map(
          (level) =>
            html`<button
              title=${say('alarm/test.level', { level: say(`level/${level}`) })}
              aria-label=${say('alarm/test.level', { level: say(`level/${level}`) })}
              @click=${() => this.#test(level)}
            >
              <jy-level level=${level}></jy-level>
            </button>`,
        )}
        <button class="action" @click=${this.#mute}>${say(left > 0 ? 'alarm/unmute' : 'alarm/mute')}</button>
      </div>
    </div>`;
  }

  readonly #reason = ({ kind, level, noticeKind, count, at, help }: AlarmReason) =>
    html`<li>
      <jy-notice-mark .level=${noticeKind ? null : level} .kind=${noticeKind}></jy-notice-mark>
      ${help ? this.#help(help, count) : html`<span>${say(`alarm/${kind}`, { count: countText(count) })}</span>`}
      <small>${at ? agedText(new Date(at), this.shown.now) : ''}</small>
    </li>`;

  #help({ id, areaCode }: NonNullable<AlarmReason['help']>, count: number): TemplateResult {
    const words = { place: shortPlace(areaCode, this.places), count };
    return html`<button class="help" title=${say('help/show')} @click=${() => this.#show(id)}>
      ${say(count > 1 ? 'alarm/needHelp.again' : 'alarm/needHelp', words)}
    </button>`;
  }

  #show(id: NonNullable<AlarmReason['help']>['id']): void {
    this.isOpen = false;
    emit(this, 'jy-help-requests', [id]);
  }

  get #reasons(): AlarmReason[] {
    return [...alarmReasons(this.world), ...watchReasons(this.health)];
  }

  get #ringing(): AlarmReason[] {
    return ringing(this.#reasons, this.acknowledged);
  }

  readonly #acknowledge = () => {
    this.#know(acknowledge(this.#reasons));
    this.isOpen = false;
    emit(this, 'jy-acknowledged', null);
  };

  #know(acknowledged: Acknowledged): void {
    this.acknowledged = acknowledged;
    const { incident } = this.world;
    if (incident) alarmMemory.acknowledge(incident.id, acknowledged);
  }

  readonly #mute = () => {
    alarmMemory.mute(this.mutedUntil > Date.now() ? 0 : Date.now() + muteMilliseconds);
    this.#remember();
  };

  async #test(level: WarningLevel): Promise<void> {
    await this.#unlock();
    this.#siren.test(level);
  }

  readonly #touched = () => void this.#unlock();

  /** Whoever goes on working elsewhere is done with the panel. */
  readonly #pressed = (event: PointerEvent) => {
    this.#touched();
    if (!event.composedPath().includes(this)) this.isOpen = false;
  };

  async #unlock(): Promise<void> {
    if (this.isUnlocked) return;
    await this.#siren.unlock();
    this.isUnlocked = this.#siren.isUnlocked;
  }

  /** What this desk knows from before, and from its other windows. */
  readonly #remember = () => {
    const { incident } = this.world;
    this.acknowledged = incident ? alarmMemory.acknowledged(incident.id) : new Map();
    this.mutedUntil = alarmMemory.mutedUntil(Date.now());
    clearTimeout(this.#wake);
    if (this.mutedUntil > 0) this.#wake = setTimeout(this.#remember, this.mutedUntil - Date.now() + 100);
  };

  readonly #keyed = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !this.isOpen) return;
    event.stopPropagation();
    this.isOpen = false;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-alarm': JyAlarm;
  }
  interface HTMLElementEventMap {
    'jy-acknowledged': CustomEvent<null>;
  }
}
