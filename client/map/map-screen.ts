import { registerLayers, type RegisterLayerId } from '#contract/layers.ts';
import type { Escalation } from '../calls/escalations.layer.ts';
import type { Bounds } from '../cartography/camera.ts';
import { MapCanvas } from './canvas.ts';
import type { ArcOverlay } from './deck-overlay.ts';
import { feedIds, feeds, nothing } from './feeds.ts';
import { opacityOf, type Look } from '../cartography/look.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { pickAt, type Picked } from '../cartography/pick.ts';
import { pickers } from './pickers.ts';
import { RegisterFeed } from './register-feed.ts';
import { isSoftwareRenderer } from './renderer.ts';
import type { Scene } from './scene.ts';

/** The pointer, and what lies below it. */
export interface Hover {
  picked: Picked | null;
  lngLat: LngLat;
  x: number;
  y: number;
}

/** What the screen tells its element. */
export interface MapListener {
  /** A click: what it opens, or null for the bare ground. */
  clicked(lngLat: LngLat, picked: Picked | null): void;
  /** The pointer moves over this, at a pixel of the map; null: over nothing, or away. */
  hovered(hover: Hover | null): void;
  /** The view moved: whatever is pinned to a place must follow. */
  moved(): void;
  /** All that was asked for is on the screen. */
  idle(): void;
}

/** The map with everything that is drawn on it. A scene that differs in nothing from the last one draws nothing. */
export class MapScreen {
  readonly canvas: MapCanvas;
  readonly #draw = feeds();
  readonly #registers: RegisterFeed;
  readonly #isSoftware: boolean;
  #overlay: ArcOverlay | 'coming' | null = null;
  #last: { scene: Scene; look: Look } | null = null;

  static async open(container: HTMLElement, look: Look, listener: MapListener): Promise<MapScreen> {
    return new MapScreen(await MapCanvas.open(container, look), listener);
  }

  private constructor(canvas: MapCanvas, listener: MapListener) {
    this.canvas = canvas;
    this.#registers = new RegisterFeed(canvas);
    this.#isSoftware = isSoftwareRenderer(canvas.map.getCanvas());
    this.#listen(listener);
  }

  /** Returns whether anything was drawn anew. */
  show(scene: Scene, look: Look): boolean {
    this.#last = { scene, look };
    this.canvas.setLook(look);
    const arcs = this.#draw.arcs(scene);
    const data = this.#draw.draw(scene);
    const drawnByDeck = this.#showArcs(arcs, look);
    const fed = feedIds.filter((id) => this.canvas.feed(id, id === 'escalations' && drawnByDeck ? nothing : data[id]));
    const shown = registersOf(look.visible).filter((id) => {
      const layer = scene.registers.get(id);
      return layer !== undefined && this.#registers.show(id, layer, scene.world.layerRows.get(id));
    });
    return fed.length + shown.length > 0;
  }

  /** Whether nothing of what was asked for is still to be drawn. */
  get isDrawn(): boolean {
    return this.canvas.map.loaded();
  }

  fit(bounds: Bounds): void {
    this.canvas.fit(bounds);
  }

  close(): void {
    this.canvas.close();
  }

  /** Whether deck.gl draws them. Its library is fetched for the first arc; software renderers keep the flat lines. */
  #showArcs(arcs: readonly Escalation[], look: Look): boolean {
    if (this.#isSoftware) return false;
    if (arcs.length > 0 && this.#overlay === null) void this.#fetchOverlay();
    if (this.#overlay === null || this.#overlay === 'coming') return false;
    this.#overlay.show(arcs, opacityOf(look, 'silence'));
    return true;
  }

  async #fetchOverlay(): Promise<void> {
    this.#overlay = 'coming';
    // Offline, or a newer client has replaced the files of this one: the flat lines say the same.
    const deck = await import('./deck-overlay.ts').catch(() => null);
    if (!deck) return;
    this.#overlay = new deck.ArcOverlay(this.canvas.map);
    if (this.#last) this.show(this.#last.scene, this.#last.look);
  }

  #listen(listener: MapListener): void {
    const { map } = this.canvas;
    map.on('click', ({ point, lngLat }) => listener.clicked([lngLat.lng, lngLat.lat], this.#pickAt(point)));
    map.on('move', () => listener.moved());
    map.on('resize', () => listener.moved());
    map.on('idle', () => listener.idle());
    map.on('mousemove', ({ point, lngLat }) => {
      if (map.isMoving()) return;
      const picked = this.#pickAt(point);
      map.getCanvas().style.cursor = picked ? 'pointer' : '';
      listener.hovered({ picked, lngLat: [lngLat.lng, lngLat.lat], x: point.x, y: point.y });
    });
    map.on('mouseout', () => listener.hovered(null));
  }

  #pickAt(point: { x: number; y: number }): Picked | null {
    const others = this.#overlay === null || this.#overlay === 'coming' ? [] : this.#overlay.at(point);
    return pickAt(this.canvas.map, { pickers, others }, point);
  }
}

/** The registers among the visible layers. */
export function registersOf(visible: ReadonlySet<string>): RegisterLayerId[] {
  return registerLayers.filter((id) => visible.has(id));
}
