import { Map as MapLibreMap, setWorkerUrl, type GeoJSONSource, type GeoJSONSourceDiff, type LayerSpecification } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { nantongBounds, paddingFor, type Bounds } from '../cartography/camera.ts';
import { drawIcon } from '../cartography/icons.ts';
import type { Look } from '../cartography/look.ts';
import type { SourceData, Surface } from '../cartography/map-feature.ts';
import type { MapFeatures } from './map-features.ts';
import { sourcesOf } from './style-sources.ts';
import { styleChanges } from './style-changes.ts';
import { tiandituSources } from './tianditu.ts';

// Without it the bundled map waits for its worker for ever, and says nothing.
setWorkerUrl(workerUrl);

/** MapLibre with our style: takes looks and data, draws only what differs from what it drew last. */
export class MapCanvas implements Surface {
  readonly map: MapLibreMap;
  readonly #features: MapFeatures;
  #look: Look;
  #stack: readonly LayerSpecification[];
  readonly #drawn = new Map<string, unknown>();

  /** A map that can be fed. Rejects when the browser has no WebGL 2. */
  static async open(container: HTMLElement, look: Look, features: MapFeatures): Promise<MapCanvas> {
    const canvas = new MapCanvas(container, look, features);
    await canvas.map.once('style.load');
    return canvas;
  }

  private constructor(container: HTMLElement, look: Look, features: MapFeatures) {
    this.#features = features;
    this.#look = look;
    this.#stack = features.layersOf(look);
    this.map = new MapLibreMap({
      container,
      style: { version: 8, sources: { ...sourcesOf(features.all), ...tiandituSources(look.tiandituKey) }, layers: [...this.#stack] },
      bounds: nantongBounds,
      fitBoundsOptions: { padding: paddingFor(container) },
      attributionControl: false,
      localIdeographFontFamily: "'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', system-ui, sans-serif",
      maxCanvasSize: [8192, 8192],
      minZoom: 2.5,
      maxZoom: 18,
      dragRotate: false,
      pitchWithRotate: false,
      renderWorldCopies: false,
      fadeDuration: 0,
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.setMissingStyleImageResolver((name) => this.#addIcon(name));
  }

  /** Repaints what the new look changes; sources and their data stay. */
  setLook(look: Look): void {
    if (look === this.#look) return;
    const stack = this.#features.layersOf(look);
    this.#unlock(look, stack);
    for (const change of styleChanges(this.#stack, stack)) {
      // The names and values come from a layer stack, which the style's own types have checked.
      if (change.kind === 'paint') this.map.setPaintProperty(change.layer, change.name as never, change.value as never);
      else if (change.kind === 'layout') this.map.setLayoutProperty(change.layer, change.name as never, change.value as never);
      else this.map.setFilter(change.layer, change.value as never);
    }
    this.#look = look;
    this.#stack = stack;
  }

  /** Feeds a source; the object that it was fed last is not fed again. Returns whether anything was drawn anew. */
  feed(source: string, data: SourceData): boolean {
    if (this.#drawn.get(source) === data) return false;
    this.#drawn.set(source, data);
    void this.#sourceNamed(source).setData(data);
    return true;
  }

  patch(source: string, changes: GeoJSONSourceDiff): void {
    void this.#sourceNamed(source).updateData(changes);
  }

  fit(bounds: Bounds): void {
    this.map.fitBounds(bounds, { padding: paddingFor(this.map.getContainer()), maxZoom: 14, duration: 900 });
  }

  /** Forgets the map and its worker's sources. */
  close(): void {
    this.map.remove();
  }

  /** A key that came after the map was made brings its own layers. */
  #unlock(look: Look, stack: readonly LayerSpecification[]): void {
    for (const [id, source] of Object.entries(tiandituSources(look.tiandituKey)))
      if (!this.map.getSource(id)) this.map.addSource(id, source);
    stack.forEach((layer, at) => {
      if (this.map.getLayer(layer.id)) return;
      this.map.addLayer(layer, stack.slice(at).find(({ id }) => this.map.getLayer(id))?.id);
    });
  }

  #sourceNamed(id: string): GeoJSONSource {
    const source = this.map.getSource<GeoJSONSource>(id);
    if (!source) throw new Error(`the style has no source ${id}`);
    return source;
  }

  #addIcon(name: string): void {
    const icon = drawIcon(name);
    if (icon && !this.map.hasImage(name)) this.map.addImage(name, icon.image, { pixelRatio: icon.pixelRatio });
  }
}
