import { LitElement, html, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import maplibreCss from 'maplibre-gl/dist/maplibre-gl.css?inline';
import type { Area, AreaCode } from '#contract/areas.ts';
import type { Typhoon } from '#contract/typhoons.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { silenceByArea } from '../calls/silence.layer.ts';
import type { BrokenLinks } from '../layers/broken-links.layer.ts';
import './jy-map-card.ts';
import type { CardSubject } from './jy-map-card.ts';
import { isoDate } from '../words/format.ts';
import { areaName, nameIn } from './place-lines.view.ts';
import { helpMarkStyles } from '../help/help-mark-styles.ts';
import { HelpMarkers } from '../help/help-markers.ts';
import { helpMarkWords } from '../help/help-place.ts';
import type { Register } from '../layers/register.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import '../typhoons/jy-typhoon-card.ts';
import type { Sketch } from '../warnings/issuing.ts';
import { emit } from '../ui/emit.ts';
import { EscapeOf } from '../ui/escapes.ts';
import { say, type Locale } from '../words/words.ts';
import { noBoundaries } from '../cartography/boundaries.ts';
import { isCompact, zoomOfLevel } from '../cartography/camera.ts';
import { chosenArea } from './chosen-area.ts';
import { hoverWords } from './hover-words.view.ts';
import './jy-map-foot.ts';
import { mapStyles } from './map-styles.ts';
import { mapTools } from './map-tools.ts';
import { lookOf, type Look } from '../cartography/look.ts';
import { MapScreen, registersOf, type Hover } from './map-screen.ts';
import { toldOf, type Around } from './opened-card.view.ts';
import type { Theme } from '../cartography/palette.ts';
import { Pace } from '../ui/pace.ts';
import type { Picked, PickedRecords } from '../cartography/pick.ts';
import { pinAt } from './pin.ts';
import { remembered } from '../ui/remembered.ts';
import { metersPerPixel } from './scale.ts';
import type { Scene } from './scene.ts';
import { townshipFinder } from '../cartography/township-finder.ts';

/** The command map: draws the world and the registers as it is told, and says what was clicked. */
@customElement('jy-map')
export class JyMap extends SignalWatcher(LitElement) {
  @property({ attribute: false }) world: World = emptyWorld;
  /** The time shown. */
  @property({ attribute: false }) at = new Date();
  @property() theme: Theme = 'dark';
  @property() locale: Locale = 'zh-CN';
  @property({ attribute: false }) visible: ReadonlySet<string> = new Set();
  @property({ attribute: false }) opacity: ReadonlyMap<string, number> = new Map();
  @property({ attribute: false }) typhoon: Typhoon | null = null;
  @property({ attribute: false }) areas: readonly Area[] = [];
  @property({ attribute: false }) register: Register | null = null;
  @property({ attribute: false }) brokenLinks: BrokenLinks | null = null;
  /** A warning that is being written: a click on the map then chooses its areas. */
  @property({ attribute: false }) sketch: Sketch | null = null;
  @property({ attribute: false }) reviewNumber: string | null = null;
  @property({ attribute: false }) tiandituKey: string | null = null;
  /** Whether the viewer may ask for contacts. */
  @property({ type: Boolean, attribute: 'may-reveal' }) mayReveal = false;

  @state() private opened: Picked | null = null;
  @state() private hovered: Hover | null = null;
  @state() private isBlind = false;
  @property({ type: Boolean, reflect: true, attribute: 'compact' }) isCompact = false;
  @query('#canvas') private container!: HTMLElement;
  @query('.card') private cardBox!: HTMLElement | null;
  @query('jy-map-foot') private foot!: HTMLElementTagNameMap['jy-map-foot'];

  static override styles = [unsafeCSS(maplibreCss), mapStyles, helpMarkStyles];

  #screen: MapScreen | null = null;
  #helps: HelpMarkers | null = null;
  #wasReady = false;
  /** The same object while nothing of it changed, so that the map need not compare two stacks of layers. */
  readonly #look = remembered(lookOf);
  readonly #pace = new Pace(250);
  readonly #townshipAt = remembered(townshipFinder);
  readonly #silences = remembered((callOuts: World['callOuts'], tallies: World['tallies']) => silenceByArea({ callOuts, tallies }));
  /** The same subject while the same records are open: another one would be read again. */
  readonly #recordsOf = remembered(({ layerId, ids }: PickedRecords): CardSubject => ({ kind: 'records', layerId, ids }));
  readonly #cardEscape = new EscapeOf('card', () => (this.opened = null));

  /** Opens the card of something, rings it, and says what was opened. */
  open(picked: Picked): void {
    this.opened = picked;
    this.hovered = null;
    emit(this, 'jy-pick', picked);
  }

  /** Where a position is drawn, in pixels of this element; null while there is no map, or it still moves. */
  pixelOf([lng, lat]: LngLat): { x: number; y: number } | null {
    const map = this.#screen?.canvas.map;
    return map && !map.isMoving() ? map.project([lng, lat]) : null;
  }

  /** Flies to an area at the zoom of its level, or to a position. Unknown areas are ignored. */
  flyTo(target: AreaCode | LngLat): void {
    const area = typeof target === 'string' ? this.areas.find(({ code }) => code === target) : undefined;
    const center = typeof target === 'string' ? area?.center : target;
    if (center) this.#screen?.canvas.map.flyTo({ center: [center[0], center[1]], zoom: area ? zoomOfLevel[area.level] : 13 });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#cardEscape.tell(false);
    this.#pace.stop();
    this.#screen?.close();
    this.#screen = null;
  }

  override firstUpdated(): void {
    void this.#open();
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('opened')) this.#pinCard();
    this.#cardEscape.tell(this.opened !== null);
    void this.register?.want(registersOf(this.visible));
    this.#pace.run(() => this.#draw());
  }

  override render() {
    if (this.isBlind) return html`<p class="problem">${say('map/no-webgl')}</p>`;
    const hasTyphoon = this.typhoon !== null && this.visible.has('typhoon');
    return html`
      <div id="canvas" class=${this.sketch && !this.sketch.isFixed ? 'choosing' : ''} aria-label=${say('map/title')}></div>
      <div class="search"><slot name="search"></slot></div>
      ${mapTools(() => this.#screen, this)}
      <div class="bottom">
        <jy-map-foot
          .visible=${this.visible}
          .theme=${this.theme}
          .reviewNumber=${this.reviewNumber}
          ?has-typhoon=${hasTyphoon}
          ?has-warnings=${this.world.warnings.size > 0}
          ?has-tianditu=${this.tiandituKey !== null}
        ></jy-map-foot>
        ${
          hasTyphoon
            ? html`<jy-typhoon-card
                class="float typhoon"
                .typhoon=${this.typhoon}
                .at=${this.at}
                ?compact=${this.isCompact}
              ></jy-typhoon-card>`
            : nothing
        }
      </div>
      ${this.#card()} ${this.#hover()}
    `;
  }

  #card(): TemplateResult | typeof nothing {
    if (!this.opened) return nothing;
    return html`<div class="float card">
      <jy-map-card
        .subject=${this.#subjectOf(this.opened)}
        .layerRows=${this.world.layerRows}
        .register=${this.register}
        .nameOf=${(code: AreaCode) => nameIn(this.areas, code)}
        .today=${isoDate(this.at)}
        ?may-reveal=${this.mayReveal}
        @jy-card-close=${() => (this.opened = null)}
      ></jy-map-card>
    </div>`;
  }

  #subjectOf(picked: Picked): CardSubject {
    return picked.kind === 'records' ? this.#recordsOf(picked) : { kind: 'told', told: toldOf(picked, this.#around()) };
  }

  #hover(): TemplateResult | typeof nothing {
    const words = this.hovered && this.#hoverWords(this.hovered);
    if (!this.hovered || !words) return nothing;
    const { x, y } = this.hovered;
    return html`<div class="float hover" style="transform: translate(${x + 12}px, ${y + 12}px)">${words}</div>`;
  }

  #hoverWords({ picked, lngLat }: Hover): string | null {
    if (this.#isChoosing) {
      const area = this.#choiceAt(lngLat);
      return area ? areaName(area) : null;
    }
    return picked && hoverWords(picked, this.register?.catalogue ?? [], this.#around());
  }

  #around(): Around {
    const { world, areas, typhoon, at } = this;
    const find = this.#townshipAt(this.register?.boundaries ?? noBoundaries);
    return { world, areas, typhoon, at, silences: this.#silences(world.callOuts, world.tallies), townshipAt: (lngLat) => find(...lngLat) };
  }

  #draw(): void {
    this.#helps?.show(this.world.helps, `${this.locale} ${this.areas.length}`);
    if (this.#screen?.show(this.#scene(), this.#currentLook())) this.removeAttribute('data-ready');
    // A register that failed draws nothing, so nothing would ever say that the map has come to rest.
    else if (this.#screen?.isDrawn && !this.hasAttribute('data-ready')) this.#settled();
  }

  async #open(): Promise<void> {
    try {
      this.#screen = await MapScreen.open(this.container, this.#currentLook(), {
        clicked: (lngLat, picked) => this.#clicked(lngLat, picked),
        hovered: (hover) => (this.hovered = hover && (hover.picked || this.#isChoosing) ? hover : null),
        moved: () => this.#moved(),
        idle: () => this.#settled(),
      });
    } catch {
      // No WebGL 2: the rest of the desk must keep working, and must say why the map does not.
      this.isBlind = true;
      return;
    }
    if (!this.isConnected) return this.#screen.close();
    this.#helps = new HelpMarkers(this.#screen.canvas.map, {
      labelOf: (spot) => helpMarkWords(spot, this.areas),
      onPick: (ids) => emit(this, 'jy-help-requests', ids),
    });
    this.#moved();
    this.requestUpdate();
  }

  #clicked(lngLat: LngLat, picked: Picked | null): void {
    const choice = this.#choiceAt(lngLat);
    if (choice) emit(this, 'jy-area-toggled', choice.code);
    else if (this.#isChoosing) return;
    // A click beside everything first puts away what is open.
    else if (!picked && this.opened) this.opened = null;
    else this.open(picked ?? { kind: 'place', lngLat });
  }

  /** While a warning is being written every click chooses an area, and opens nothing. */
  get #isChoosing(): boolean {
    return this.sketch !== null && !this.sketch.isFixed;
  }

  #choiceAt(lngLat: LngLat): Area | undefined {
    if (!this.#isChoosing) return undefined;
    return chosenArea(this.areas, { township: this.#around().townshipAt(lngLat), zoom: this.#screen?.canvas.map.getZoom() ?? 0 });
  }

  #moved(): void {
    const map = this.#screen?.canvas.map;
    if (!map) return;
    this.hovered = null;
    this.foot.metersPerPixel = metersPerPixel(map.getZoom(), map.getCenter().lat);
    this.isCompact = this.foot.compact = isCompact(this.container);
    this.#pinCard();
  }

  #pinCard(): void {
    const map = this.#screen?.canvas.map;
    if (!map || !this.opened || !this.cardBox) return;
    const { x, y } = pinAt(map.project([...this.opened.lngLat]), this.cardBox, this.container);
    this.cardBox.style.transform = `translate(${x}px, ${y}px)`;
  }

  /** Ready when every visible register has arrived or failed, and all of it is drawn. */
  #settled(): void {
    const { layers, failed } = this.register ?? { layers: new Map(), failed: new Set() };
    if (!registersOf(this.visible).every((id) => layers.has(id) || failed.has(id))) return;
    this.toggleAttribute('data-ready', true);
    if (!this.#wasReady) emit(this, 'jy-ready', null);
    this.#wasReady = true;
  }

  #currentLook(): Look {
    return this.#look(this.theme, this.locale, this.visible, this.opacity, this.tiandituKey);
  }

  #scene(): Scene {
    return {
      world: this.world,
      minute: Math.floor(this.at.getTime() / 60_000) * 60_000,
      areas: this.areas,
      boundaries: this.register?.boundaries ?? noBoundaries,
      typhoon: this.typhoon,
      registers: this.register?.layers ?? noLayers,
      visible: this.visible,
      ...(this.brokenLinks && { brokenLinks: this.brokenLinks }),
      picked: this.opened?.lngLat ?? null,
      sketch: this.sketch,
    };
  }
}

const noLayers: Scene['registers'] = new Map();

declare global {
  interface HTMLElementTagNameMap {
    'jy-map': JyMap;
  }
  interface HTMLElementEventMap {
    /** A card was opened on the map. */
    'jy-pick': CustomEvent<Picked>;
    'jy-ready': CustomEvent<null>;
  }
}
