import { ArcLayer } from '@deck.gl/layers';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Arc } from '../cartography/map-feature.ts';
import type { Found } from '../cartography/pick.ts';

/** Pixels wide: wider for more calls, never so wide that it hides a name. */
function arcWidth(count: number): number {
  return Math.min(4, 0.8 + Math.log2(1 + count) / 2.5);
}

/** Pixels around the pointer in which an arc is hit. */
const reachPixels = 4;

/** Arcs from silent places to the seats that were woken for them. Its library is fetched when the first call escalates. */
export class ArcOverlay {
  readonly #overlay = new MapLibreOverlay({ interleaved: false, layers: [] });
  #shown: { arcs: readonly Arc[]; opacity: number } | null = null;

  constructor(map: MapLibreMap) {
    map.addControl(this.#overlay);
  }

  show(arcs: readonly Arc[], opacity: number): void {
    if (this.#shown?.arcs === arcs && this.#shown.opacity === opacity) return;
    this.#shown = { arcs, opacity };
    this.#overlay.setProps({ layers: arcs.length > 0 && opacity > 0 ? [arcLayer(arcs, opacity)] : [] });
  }

  /** The arc below a pixel of the map, in the form of what the map itself draws. */
  at({ x, y }: { x: number; y: number }): Found[] {
    if (!this.#shown || this.#shown.arcs.length === 0) return [];
    const arc = this.#overlay.pickObject({ x, y, radius: reachPixels })?.object as Arc | undefined;
    if (!arc) return [];
    const geometry = { type: 'LineString' as const, coordinates: [arc.from, arc.to] };
    return [{ layer: 'escalation-arcs', source: 'escalations', geometry, properties: { code: arc.code, count: arc.count } }];
  }
}

function arcLayer(arcs: readonly Arc[], opacity: number): ArcLayer<Arc> {
  return new ArcLayer<Arc>({
    id: 'escalation-arcs',
    pickable: true,
    data: arcs,
    // Loaders' workers would be fetched from outside; there is nothing to load.
    loadOptions: { worker: false },
    getSourcePosition: (arc) => arc.from,
    getTargetPosition: (arc) => arc.to,
    getSourceColor: [215, 38, 61, 150],
    getTargetColor: [245, 138, 31, 150],
    getWidth: (arc) => arcWidth(arc.count),
    getHeight: 0.45,
    opacity,
  });
}
