import { consume, provide } from '@lit/context';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { AreaCode } from '#contract/areas.ts';
import type { CallOutId } from '#contract/calls.ts';
import type { Config } from '#contract/config.ts';
import type { IncidentId } from '#contract/incidents.ts';
import { mayDo, type Session } from '#contract/session.ts';
import type { Warning, WarningId } from '#contract/warnings.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import type { EndingWanted } from '../state/ending-wanted.ts';
import type { Picked } from '../cartography/pick.ts';
import { brokenLinksId } from '../layers/layer-set.ts';
import { nowhere, placesContext, sessionContext, shownTimeContext, startOfTime, worldContext } from '../state/contexts.ts';
import { commonArea, type Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { placeToasts, toast } from '../ui/toast.ts';
import '../timeline/jy-timeline.ts';
import '../warnings/jy-warning-drawer.ts';
import { say } from '../words/words.ts';
import { act } from '../api/act.ts';
import { ApiRefusal } from '../api/call.ts';
import { deskLeftPanel, deskLeftRail } from './desk-left-panel.ts';
import '../layers/jy-layer-list.ts';
import '../warnings/jy-warning-list.ts';
import './jy-orders.ts';
import './jy-situation.ts';
import { deskStyles } from './desk-styles.ts';
import { deskTimeline } from './desk-timeline.ts';
import { deskTopBar } from './desk-top-bar.ts';
import { Desk } from './desk.ts';
import './jy-bands.ts';
import './jy-call-desk.ts';
import './jy-dialogs.ts';
import type { DialogName } from './jy-dialogs.ts';
import './jy-issuing.ts';
import './jy-map-frame.ts';
import './jy-rail.ts';
import type { Side } from './jy-rail.ts';
import './jy-top-bar.ts';
import { listenToKeys } from './keys.ts';
import { resumeCalling } from './resume-calling.ts';
import { panelHandle } from './panel-handle.ts';
import { roomForToasts } from './room-for-toasts.ts';
import { destinationOf } from '../shell/routes.ts';
import { ShownLayers } from './shown-layers.ts';
import { unreadNotice } from './unread.ts';

/** Narrower than this, the left panel begins as a rail: the map keeps more than half of the screen. */
const roomyPixels = 1440;

/** The command desk: the map in the middle, what it means around it. Hands the world down, and turns what was clicked into calls. */
@customElement('jy-desk')
export class JyDesk extends SignalWatcher(LitElement) {
  @property({ attribute: false }) config: Config | null = null;

  @provide({ context: worldContext })
  @state()
  world: World = emptyWorld;
  @provide({ context: shownTimeContext })
  @state()
  shown: ShownTime = startOfTime;
  @provide({ context: placesContext })
  @state()
  places: Places = nowhere;

  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  @state() private away: ReadonlySet<Side> = new Set(window.innerWidth < roomyPixels ? ['left'] : []);
  /** On a narrow screen one thing is looked at at a time. */
  @state() private looking: Side | 'map' = 'map';
  @state() private dialog: DialogName | null = null;
  /** The warning whose plan is looked at. */
  @state() private planning: Warning | null = null;
  @state() private ending: EndingWanted | null = null;
  /** The warning that is read. */
  @state() private reading: WarningId | null = null;
  @state() private isWide = false;
  @query('jy-map-frame') private readonly mapFrame!: HTMLElementTagNameMap['jy-map-frame'];
  @query('jy-call-desk') private readonly callDesk!: HTMLElementTagNameMap['jy-call-desk'] | null;
  @query('jy-timeline') private readonly timeline!: HTMLElementTagNameMap['jy-timeline'];

  static override styles = deskStyles;

  readonly #layers = new ShownLayers();
  readonly #desk = new Desk((code) => {
    void act(this, () => Promise.reject(new ApiRefusal(code)));
  });
  #stopKeys: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    placeToasts(() => roomForToasts(this.renderRoot));
    void act(this, () => this.#desk.open());
    this.#stopKeys = listenToKeys({
      search: () => this.mapFrame.search(),
      play: () => this.timeline.toggle(),
      live: () => this.#desk.clocks.backToLive(),
      issue: () => this.#issue(),
      help: () => (this.dialog = 'help'),
      print: () => toast(say('app/map-not-printed'), 'failed'),
      panel: (side) => this.#toggle(side),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopKeys?.();
    placeToasts(null);
    this.#desk.close();
  }

  override willUpdate(): void {
    const { clocks, store } = this.#desk;
    this.shown = clocks.shown;
    this.world = this.shown.tense === 'past' ? (store.worldAt(this.shown.at) ?? store.blank) : store.world;
    this.places = this.#desk.places.get();
  }

  override render() {
    const { health, isStale } = this.#desk.link;
    const age = health.currentAt === null ? null : Math.max(0, Date.now() - health.currentAt);
    const classes = {
      'no-left': this.away.has('left'),
      'no-right': this.away.has('right'),
      'wide-right': this.isWide && !this.away.has('right'),
      issuing: this.#desk.issuing.isOpen,
      stale: isStale,
      [`looking-${this.looking}`]: true,
    };
    return html`
      <p class="unprinted">${say('app/map-not-printed')}</p>
      <div
        class="desk ${classMap(classes)}"
        @jy-ready=${this.#arrive}
        @jy-fly=${this.#fly}
        @jy-new-warning=${() => this.#issue()}
        @jy-new-incident=${() => (this.dialog = 'incident')}
        @jy-choose-incident=${(event: CustomEvent<IncidentId>) => this.#choose(event.detail)}
        @jy-plan-wanted=${(event: CustomEvent<Warning>) => (this.planning = event.detail)}
        @jy-pick=${(event: CustomEvent<Picked>) => event.detail.kind === 'calls' && this.#showCalls(event.detail.code)}
        @jy-area-wanted=${(event: CustomEvent<AreaCode>) => ((this.looking = 'right'), this.#showCalls(event.detail))}
        @jy-warning-open=${(event: CustomEvent<WarningId | null>) => this.#read(event.detail)}
        @jy-resume-calling=${(event: CustomEvent<CallOutId>) => resumeCalling(this, event.detail)}
        @jy-end-wanted=${(event: CustomEvent<EndingWanted>) => (this.ending = event.detail)}
        @jy-help=${() => (this.dialog = 'help')}
        @jy-help-requests=${this.#showHelp}
        @jy-replies-wanted=${() => (this.dialog = 'replies')}
        @jy-panel=${(event: CustomEvent<Side>) => this.#toggle(event.detail)}
      >
        <jy-bands .desk=${this.#desk} .age=${age} .now=${this.shown.now} ?stale=${isStale}></jy-bands>
        ${deskTopBar(this, this.#desk, { config: this.config, age, isUnread: this.#unread !== null })} ${this.#tabs()} ${this.#leftPanel()}
        ${this.#map()} ${this.#rightPanel()} ${deskTimeline(this, this.#desk)}
      </div>
      <jy-dialogs
        .desk=${this.#desk}
        .opened=${this.dialog}
        .session=${this.session}
        .planning=${this.planning}
        .ending=${this.ending}
        .now=${this.shown.now}
        @jy-dialog-close=${() => ([this.dialog, this.planning, this.ending] = [null, null, null])}
      ></jy-dialogs>
    `;
  }

  #tabs() {
    const tab = (side: Side | 'map') =>
      html`<button aria-pressed=${this.looking === side} @click=${() => (this.looking = side)}>
        ${side === 'right' && this.#desk.issuing.isOpen ? say('form/title') : say(`app/panel.${side}`)}
      </button>`;
    return html`<nav class="tabs">${tab('left')}${tab('map')}${tab('right')}</nav>`;
  }

  #leftPanel() {
    if (this.#isRail('left')) return deskLeftRail(this.#desk);
    return deskLeftPanel(this.#desk, this.#layers, {
      ...{ world: this.world, config: this.config, unread: this.#unread, brokenLinkCount: this.#brokenLinkCount },
      toggled: (layer) => this.#toggleLayer(layer),
    });
  }

  get #unread(): TemplateResult | null {
    return unreadNotice(this.#desk, this.world);
  }

  #map() {
    return html`<main class=${this.shown.tense}>
      <jy-map-frame
        .desk=${this.#desk}
        .layers=${this.#layers}
        .config=${this.config}
        @jy-live=${() => this.#desk.clocks.backToLive()}
        @jy-found=${() => (this.looking = 'map')}
      ></jy-map-frame>
      ${this.#handle('left')} ${this.#handle('right')} ${this.#unread ?? nothing}
      <jy-warning-drawer .warningId=${this.reading} .endings=${this.#desk.endings.get()}></jy-warning-drawer>
    </main>`;
  }

  /** While a warning is written the drawer takes the place of the calls: the map beside it stays of use. */
  #rightPanel() {
    if (this.#desk.issuing.isOpen) {
      return html`<aside class="right drawer" aria-label=${say('form/title')}>
        <jy-issuing .desk=${this.#desk} @jy-live=${() => this.#desk.clocks.backToLive()}></jy-issuing>
      </aside>`;
    }
    if (this.#isRail('right'))
      return html`<aside class="right" aria-label=${say('app/panel.right')}><jy-rail side="right"></jy-rail></aside>`;
    return html`<aside class="right" aria-label=${say('app/panel.right')}>
      ${this.#unread ?? nothing}
      <jy-call-desk
        class=${this.#unread ? 'unread' : ''}
        .desk=${this.#desk}
        .live=${this.#desk.store.world}
        ?wide=${this.isWide}
        @jy-board-width=${(event: CustomEvent<boolean>) => (this.isWide = event.detail)}
      ></jy-call-desk>
    </aside>`;
  }

  /** Undefined for whoever may not read the tree: the layer is not offered to them. */
  get #brokenLinkCount(): number | null | undefined {
    if (!this.session || !mayDo(this.session, 'tree.read')) return undefined;
    const links = this.#desk.brokenLinks.get();
    return links && [...links.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The map stands: goes where the link that led here wants to. */
  readonly #arrive = () => {
    const { area, layerId } = destinationOf(location.search);
    if (area) this.mapFrame.flyTo(area);
    if (layerId === brokenLinksId && this.#brokenLinkCount !== undefined) this.#toggleLayer({ layerId, visible: true });
  };

  readonly #showHelp = (event: HTMLElementEventMap['jy-help-requests']) => {
    this.looking = 'map';
    this.mapFrame.showHelp(event.detail);
  };

  #toggleLayer(layer: { layerId: string; visible: boolean }): void {
    this.#layers.toggle(layer);
    if (layer.layerId === brokenLinksId && layer.visible) void act(this, () => this.#desk.readBrokenLinks());
  }

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

  /** The calls of an area on the board, whose panel comes back for it. */
  async #showCalls(code: AreaCode): Promise<void> {
    if (this.away.has('right')) this.#toggle('right');
    await this.updateComplete;
    this.callDesk?.reveal(code);
  }

  #issue(): void {
    if (!this.session || !mayDo(this.session, 'warning.issue')) return;
    this.#desk.issuing.open();
    this.looking = 'right';
  }

  /** Beside the map: on a narrow screen that is what is looked at then. */
  #read(id: WarningId | null): void {
    this.reading = id;
    if (id) this.looking = 'map';
  }

  #choose(id: IncidentId): void {
    this.reading = null;
    void act(this, () => this.#desk.followById(id));
  }

  readonly #fly = ({ detail: { areas } }: CustomEvent<{ areas: readonly AreaCode[] }>) => {
    const target: string | LngLat | null = commonArea(areas, this.places);
    if (target) this.mapFrame.flyTo(target);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-desk': JyDesk;
  }
}
