import { LitElement, html, nothing, unsafeCSS, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { Marker } from 'maplibre-gl';
import maplibreCss from 'maplibre-gl/dist/maplibre-gl.css?inline';
import type { Area, AreaCode } from '#contract/areas.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import './jy-map-card.ts';
import type { CardSubject } from './jy-map-card.ts';
import { isoDate } from '../words/format.ts';
import type { Register } from '../cartography/register.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { EscapeOf } from '../ui/escapes.ts';
import { say, type Locale } from '../words/words.ts';
import { nameIn } from '../cartography/area-card.view.ts';
import { areaName, type Told } from '../cartography/card.ts';
import { noBoundaries } from '../cartography/boundaries.ts';
import { isCompact, zoomOfLevel } from '../cartography/camera.ts';
import { chosenArea } from './chosen-area.ts';
import { hoverWords } from './hover-words.view.ts';
import './jy-map-foot.ts';
import { mapStyles } from './map-styles.ts';
import { mapTools } from './map-tools.ts';
import { lookOf, type Look } from '../cartography/look.ts';
import type { MapFeature } from '../cartography/map-feature.ts';
import { registersOf } from '../layers/registers-map.ts';
import { groundOnMap } from './ground-map.ts';
import { MapFeatures } from './map-features.ts';
import { MapScreen, type Hover, type MapListener } from './map-screen.ts';
import type { Theme } from '../cartography/palette.ts';
import { Pace } from '../ui/pace.ts';
import type { Picked, PickedRecords } from '../cartography/pick.ts';
import { pinAt } from './pin.ts';
import { remembered } from '../ui/remembered.ts';
import { metersPerPixel } from './scale.ts';
import type { Scene, SceneParts } from '../cartography/scene.ts';
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
  /** What each noun brings, in the order in which they lie within a tier. Given once, before the map opens. */
  @property({ attribute: false }) brought: readonly (() => MapFeature)[] = [];
  /** What the scene holds beyond the world and the registers. */
  @property({ attribute: false }) parts: SceneParts = {};
  @property({ attribute: false }) areas: readonly Area[] = [];
  @property({ attribute: false }) register: Register | null = null;
  /** A click on the map then chooses an area, and opens nothing. */
  @property({ type: Boolean }) choosing = false;
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

  static override styles = [unsafeCSS(maplibreCss), mapStyles];

  #screen: MapScreen | null = null;
  #markers: readonly ((scene: Scene) => void)[] = [];
  #wasReady = false;
  /** The same object while nothing of it changed, so that the map need not compare two stacks of layers. */
  readonly #look = remembered(lookOf);
  readonly #mapFeatures = remembered(
    (brought: JyMap['brought']) => new MapFeatures([...brought.map((feature) => feature()), groundOnMap()]),
  );
  readonly #pace = new Pace(250);
  readonly #townshipAt = remembered(townshipFinder);
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
    const styles = this.#mapFeatures(this.brought).all.flatMap((feature) => feature.styles?.styleSheet ?? []);
    (this.renderRoot as ShadowRoot).adoptedStyleSheets.push(...styles);
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
    const scene = this.#scene();
    const features = this.#mapFeatures(this.brought);
    return html`
      <div id="canvas" class=${this.choosing ? 'choosing' : ''} aria-label=${say('map/title')}></div>
      <div class="search"><slot name="search"></slot></div>
      ${mapTools(() => this.#screen, features, scene)}
      <div class="bottom">
        <jy-map-foot
          .legend=${() => features.all.flatMap((feature) => feature.legend?.(this.#scene(), this.theme) ?? [])}
          .reviewNumber=${this.reviewNumber}
          ?has-tianditu=${this.tiandituKey !== null}
        ></jy-map-foot>
        ${features.all.map((feature) => feature.panel?.(scene, this) ?? nothing)}
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
    return picked.kind === 'records' ? this.#recordsOf(picked) : { kind: 'told', told: this.#tell(picked) };
  }

  #hover(): TemplateResult | typeof nothing {
    const words = this.hovered && this.#hoverWords(this.hovered);
    if (!this.hovered || !words) return nothing;
    const { x, y } = this.hovered;
    return html`<div class="float hover" style="transform: translate(${x + 12}px, ${y + 12}px)">${words}</div>`;
  }

  #hoverWords({ picked, lngLat }: Hover): string | null {
    if (this.choosing) {
      const area = this.#choiceAt(lngLat);
      return area ? areaName(area) : null;
    }
    return picked && hoverWords(picked, this.register?.catalogue ?? [], (told) => this.#tell(told));
  }

  #tell(picked: Exclude<Picked, PickedRecords>): Told {
    const known = { scene: this.#scene(), at: this.at, townshipAt: (lngLat: LngLat) => this.#township(lngLat) };
    return this.#mapFeatures(this.brought).toldOf(picked, known);
  }

  #township(lngLat: LngLat): AreaCode | undefined {
    return this.#townshipAt(this.register?.boundaries ?? noBoundaries)(...lngLat);
  }

  #draw(): void {
    const scene = this.#scene();
    for (const show of this.#markers) show(scene);
    if (this.#screen?.show(scene, this.#currentLook())) this.removeAttribute('data-ready');
    // A register that failed draws nothing, so nothing would ever say that the map has come to rest.
    else if (this.#screen?.isDrawn && !this.hasAttribute('data-ready')) this.#settled();
  }

  async #open(): Promise<void> {
    const features = this.#mapFeatures(this.brought);
    try {
      const listener: MapListener = {
        clicked: (lngLat, picked) => this.#clicked(lngLat, picked),
        hovered: (hover) => (this.hovered = hover && (hover.picked || this.choosing) ? hover : null),
        moved: () => this.#moved(),
        idle: () => this.#settled(),
      };
      this.#screen = await MapScreen.open(this.container, this.#currentLook(), { features, listener });
    } catch {
      // No WebGL 2: the rest of the desk must keep working, and must say why the map does not.
      this.isBlind = true;
      return;
    }
    if (!this.isConnected) return this.#screen.close();
    const place = { map: this.#screen.canvas.map, Marker, element: this };
    this.#markers = features.all.flatMap((feature) => feature.markers?.(place) ?? []);
    this.#moved();
    this.requestUpdate();
  }

  #clicked(lngLat: LngLat, picked: Picked | null): void {
    const choice = this.#choiceAt(lngLat);
    if (choice) emit(this, 'jy-area-toggled', choice.code);
    else if (this.choosing) return;
    // A click beside everything first puts away what is open.
    else if (!picked && this.opened) this.opened = null;
    else this.open(picked ?? { kind: 'place', lngLat });
  }

  #choiceAt(lngLat: LngLat): Area | undefined {
    if (!this.choosing) return undefined;
    return chosenArea(this.areas, { township: this.#township(lngLat), zoom: this.#screen?.canvas.map.getZoom() ?? 0 });
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
      registers: this.register?.layers ?? noLayers,
      visible: this.visible,
      picked: this.opened?.lngLat ?? null,
      ...this.parts,
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
