import { consume, provide } from '@lit/context';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { AreaCode } from '#contract/areas.ts';
import type { Config } from '#contract/config.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { Session } from '#contract/session.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { nowhere, placesContext, sessionContext, shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import { commonArea, type Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { placeToasts, toast } from '../ui/toast.ts';
import '../timeline/jy-timeline.ts';
import { say } from '../words/words.ts';
import { act } from '../api/act.ts';
import { ApiRefusal } from '../api/call.ts';
import { Desk } from '../desk/desk.ts';
import type { DeskHost, DeskKey, DialogSubjects, LayerCounts, Side } from '../desk/feature.ts';
import { listenToKeys } from '../desk/keys.ts';
import { listenForFeatures } from '../desk/listeners.ts';
import { destinationOf } from '../shell/routes.ts';
import { deskStyles } from './desk-styles.ts';
import { deskTimeline } from './desk-timeline.ts';
import { deskTopBar } from './desk-top-bar.ts';
import { features } from './features.ts';
import './jy-bands.ts';
import './jy-keys.ts';
import './jy-map-frame.ts';
import './jy-rail.ts';
import './jy-top-bar.ts';
import { panelHandle } from './panel-handle.ts';
import { roomForToasts } from './room-for-toasts.ts';
import { unreadNotice } from './unread.ts';

/** Narrower than this, the left panel begins as a rail: the map keeps more than half of the screen. */
const roomyPixels = 1440;

/** The command desk: the map in the middle, and around it what the features bring. Hands the world down, and opens what they ask for. */
@customElement('jy-desk')
export class JyDesk extends SignalWatcher(LitElement) implements DeskHost {
  @property({ attribute: false }) config: Config | null = null;

  @provide({ context: worldContext })
  @state()
  shownWorld: World = emptyWorld;
  @provide({ context: shownTimeContext })
  @state()
  shown: ShownTime = startOfTime;
  @provide({ context: placesContext })
  @state()
  places: Places = nowhere;

  @consume({ context: sessionContext, subscribe: true })
  @state()
  session: Session | null = null;
  @state() isWide = false;
  @state() private away: ReadonlySet<Side> = new Set(window.innerWidth < roomyPixels ? ['left'] : []);
  /** On a narrow screen one thing is looked at at a time. */
  @state() private looking: Side | 'map' = 'map';
  /** What is open, and what each is about. */
  @state() private subjects: Partial<DialogSubjects> = {};
  @query('jy-map-frame') private readonly mapFrame!: HTMLElementTagNameMap['jy-map-frame'];
  @query('jy-timeline') private readonly timeline!: HTMLElementTagNameMap['jy-timeline'];

  static override styles = deskStyles;

  readonly element = this;
  readonly desk = new Desk(features, (code) => {
    void act(this, () => Promise.reject(new ApiRefusal(code)));
  });
  readonly #keys: readonly DeskKey[] = [
    { key: '/', shown: '/', words: 'help/search', run: () => this.mapFrame.search() },
    { key: ' ', shown: 'Space', words: 'help/play', run: () => this.timeline.toggle() },
    { key: 'l', shown: 'L', words: 'help/live', run: () => this.desk.clocks.backToLive() },
    { key: '[', shown: '[', words: 'help/left', run: () => this.#toggle('left') },
    { key: ']', shown: ']', words: 'help/right', run: () => this.#toggle('right') },
    ...features.flatMap(({ keys }) => keys ?? []),
    { key: null, shown: 'Esc', words: 'help/escape' },
    { key: '?', shown: '?', words: 'help/help', run: () => this.openDialog('keys', true) },
  ];
  #stopKeys: (() => void) | undefined;

  constructor() {
    super();
    listenForFeatures(features, this);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    placeToasts(() => roomForToasts(this.renderRoot));
    void act(this, () => this.desk.open());
    this.#stopKeys = listenToKeys(this.#keys, this, () => toast(say('app/map-not-printed'), 'failed'));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopKeys?.();
    placeToasts(null);
    this.desk.close();
  }

  override willUpdate(): void {
    const { clocks, store } = this.desk;
    this.shown = clocks.shown;
    this.shownWorld = this.shown.tense === 'past' ? (store.worldAt(this.shown.at) ?? store.blank) : store.world;
    this.places = this.desk.places.get();
  }

  get world(): World | null {
    return this.isUnread ? null : this.shownWorld;
  }

  get layerCounts(): LayerCounts {
    const { world } = this;
    return world ? (Object.assign({}, ...features.map((feature) => feature.layerCounts?.(world, this) ?? {})) as LayerCounts) : {};
  }

  get isUnread(): boolean {
    return this.#unread !== null;
  }

  subjectOf<K extends keyof DialogSubjects>(name: K): DialogSubjects[K] | null {
    return this.subjects[name] ?? null;
  }

  openDialog<K extends keyof DialogSubjects>(name: K, subject: DialogSubjects[K]): void {
    this.subjects = { ...this.subjects, [name]: subject };
  }

  closeDialog(name: keyof DialogSubjects): void {
    const { [name]: _, ...others } = this.subjects;
    this.subjects = others;
  }

  lookAt(what: Side | 'map'): void {
    this.looking = what;
  }

  bringBack(side: Side): void {
    if (this.away.has(side)) this.#toggle(side);
  }

  flyTo(target: AreaCode | LngLat): void {
    this.mapFrame.flyTo(target);
  }

  override render() {
    const { health, isStale } = this.desk.link;
    const age = health.currentAt === null ? null : Math.max(0, Date.now() - health.currentAt);
    const classes = {
      'no-left': this.away.has('left'),
      'no-right': this.away.has('right'),
      'wide-right': this.isWide && !this.away.has('right'),
      'has-drawer': this.#drawer !== null,
      stale: isStale,
      [`looking-${this.looking}`]: true,
    };
    return html`
      <p class="unprinted">${say('app/map-not-printed')}</p>
      <div
        class="desk ${classMap(classes)}"
        @jy-ready=${this.#arrive}
        @jy-fly=${this.#fly}
        @jy-found=${() => this.lookAt('map')}
        @jy-live=${() => this.desk.clocks.backToLive()}
        @jy-choose-incident=${(event: CustomEvent<IncidentId>) => this.#choose(event.detail)}
        @jy-help=${() => this.openDialog('keys', true)}
        @jy-panel=${(event: CustomEvent<Side>) => this.#toggle(event.detail)}
        @jy-board-width=${(event: CustomEvent<boolean>) => (this.isWide = event.detail)}
      >
        <jy-bands .host=${this} .age=${age} ?stale=${isStale}></jy-bands>
        ${deskTopBar(this, this.desk, { config: this.config, age, isUnread: this.isUnread })} ${this.#tabs()} ${this.#leftPanel()}
        ${this.#map()} ${this.#rightPanel()} ${deskTimeline(this, this.desk)}
      </div>
      <jy-keys .keys=${this.#keys} .opened=${this.subjectOf('keys') !== null} @jy-keys-close=${() => this.closeDialog('keys')}></jy-keys>
      ${features.map((feature) => feature.dialogs?.(this) ?? nothing)}
    `;
  }

  get #drawer() {
    return features.map((feature) => feature.drawer?.(this)).find((drawer) => !!drawer) ?? null;
  }

  #tabs() {
    const drawer = this.#drawer;
    const tab = (side: Side | 'map') =>
      html`<button aria-pressed=${this.looking === side} @click=${() => this.lookAt(side)}>
        ${side === 'right' && drawer ? say(drawer.title) : say(`app/panel.${side}`)}
      </button>`;
    return html`<nav class="tabs">${tab('left')}${tab('map')}${tab('right')}</nav>`;
  }

  #leftPanel() {
    const isRail = this.#isRail('left');
    return html`<aside class="left" aria-label=${say('app/panel.left')}>
      ${isRail ? html`<jy-rail side="left" .desk=${this.desk}></jy-rail>` : this.#leftParts()}
    </aside>`;
  }

  #leftParts() {
    return html`${this.#unread ?? nothing}${features.map((feature) => feature.left?.(this) ?? nothing)}`;
  }

  get #unread(): TemplateResult | null {
    return unreadNotice(this.desk, this.shownWorld);
  }

  #map() {
    return html`<main class=${this.shown.tense}>
      <jy-map-frame .host=${this} .subjects=${this.subjects} .config=${this.config}></jy-map-frame>
      ${this.#handle('left')} ${this.#handle('right')} ${this.#unread ?? nothing}
    </main>`;
  }

  #rightPanel() {
    const drawer = this.#drawer;
    if (drawer) return html`<aside class="right drawer" aria-label=${say(drawer.title)}>${drawer.body}</aside>`;
    return html`<aside class="right" aria-label=${say('app/panel.right')}>
      ${
        this.#isRail('right')
          ? html`<jy-rail side="right" .desk=${this.desk}></jy-rail>`
          : html`${this.#unread ?? nothing}${features.map((feature) => feature.right?.(this) ?? nothing)}`
      }
    </aside>`;
  }

  /** The map stands: goes where the link that led here wants to. */
  readonly #arrive = () => {
    const destination = destinationOf(location.search);
    if (destination.area) this.flyTo(destination.area);
    for (const feature of features) feature.arrive?.(destination, this);
  };

  /** A rail on a narrow screen would be the whole screen. */
  #isRail(side: Side): boolean {
    return this.away.has(side) && this.looking !== side;
  }

  #handle(side: Side) {
    return panelHandle(side, { isAway: this.away.has(side), toggle: () => this.#toggle(side) });
  }

  #toggle(side: Side): void {
    const away = new Set(this.away);
    if (!away.delete(side)) away.add(side);
    this.away = away;
  }

  /** What is open of one incident says nothing of another. */
  #choose(id: IncidentId): void {
    this.closeDialog('warning');
    void act(this, () => this.desk.followById(id));
  }

  readonly #fly = ({ detail: { areas } }: CustomEvent<{ areas: readonly AreaCode[] }>) => {
    const target: string | LngLat | null = commonArea(areas, this.places);
    if (target) this.flyTo(target);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-desk': JyDesk;
  }
}
