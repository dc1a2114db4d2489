import type { Bounds } from '../cartography/camera.ts';
import { MapCanvas } from './canvas.ts';
import type { ArcOverlay } from './deck-overlay.ts';
import { opacityOf, type Look } from '../cartography/look.ts';
import { nothingDrawn, type Arc, type MapFeature, type SourceData } from '../cartography/map-feature.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { pickAt, type Picked } from '../cartography/pick.ts';
import type { Scene } from '../cartography/scene.ts';
import { remembered } from '../ui/remembered.ts';
import type { MapFeatures } from './map-features.ts';
import { isSoftwareRenderer } from './renderer.ts';

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
  readonly #features: MapFeatures;
  readonly #flat = new Map<MapFeature, (arcs: readonly Arc[]) => SourceData>();
  readonly #isSoftware: boolean;
  #overlay: ArcOverlay | 'coming' | null = null;
  #last: { scene: Scene; look: Look } | null = null;

  static async open(container: HTMLElement, look: Look, on: { features: MapFeatures; listener: MapListener }): Promise<MapScreen> {
    return new MapScreen(await MapCanvas.open(container, look, on.features), on);
  }

  private constructor(canvas: MapCanvas, { features, listener }: { features: MapFeatures; listener: MapListener }) {
    this.canvas = canvas;
    this.#features = features;
    this.#isSoftware = isSoftwareRenderer(canvas.map.getCanvas());
    this.#listen(listener);
  }

  /** Returns whether anything was drawn anew. */
  show(scene: Scene, look: Look): boolean {
    this.#last = { scene, look };
    this.canvas.setLook(look);
    const data = { ...this.#features.dataOf(scene), ...this.#arcs(scene, look) };
    const fed = Object.entries(data).filter(([id, drawn]) => this.canvas.feed(id, drawn));
    const painted = this.#features.all.filter((feature) => feature.paint?.(scene, this.canvas));
    return fed.length + painted.length > 0;
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

  /** Arcs where deck.gl draws them, flat lines where not. */
  #arcs(scene: Scene, look: Look): Record<string, SourceData> {
    const brought = this.#features.all.flatMap((feature) => (feature.arcs ? [{ feature, ...feature.arcs }] : []));
    return Object.fromEntries(
      brought.map(({ feature, of, source, layerId }) => {
        const arcs = of(scene);
        return [source, this.#showArcs(arcs, opacityOf(look, layerId)) ? nothingDrawn : this.#flatLines(feature)(arcs)];
      }),
    );
  }

  #flatLines(feature: MapFeature): (arcs: readonly Arc[]) => SourceData {
    const lines = this.#flat.get(feature) ?? remembered(flatLines);
    this.#flat.set(feature, lines);
    return lines;
  }

  /** Whether deck.gl draws them. Its library is fetched for the first arc; software renderers keep the flat lines. */
  #showArcs(arcs: readonly Arc[], opacity: number): boolean {
    if (this.#isSoftware) return false;
    if (arcs.length > 0 && this.#overlay === null) void this.#fetchOverlay();
    if (this.#overlay === null || this.#overlay === 'coming') return false;
    this.#overlay.show(arcs, opacity);
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
    return pickAt(this.canvas.map, { pickers: this.#features.pickers, others }, point);
  }
}

/** The same as flat lines, for machines whose graphics are drawn by the processor. */
function flatLines(arcs: readonly Arc[]): SourceData {
  return {
    type: 'FeatureCollection',
    features: arcs.map(({ code, from, to, count }) => ({
      type: 'Feature',
      properties: { code, count },
      geometry: { type: 'LineString', coordinates: [from, to] },
    })),
  };
}
