import { ArcLayer } from '@deck.gl/layers';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { arcWidth, type Escalation } from '../calls/escalations.layer.ts';

/** Arcs from silent places to the seats that were woken for them. Its library is fetched when the first call escalates. */
export class ArcOverlay {
  readonly #overlay = new MapLibreOverlay({ interleaved: false, layers: [] });
  #shown: { arcs: readonly Escalation[]; opacity: number } | null = null;

  constructor(map: MapLibreMap) {
    map.addControl(this.#overlay);
  }

  show(arcs: readonly Escalation[], opacity: number): void {
    if (this.#shown?.arcs === arcs && this.#shown.opacity === opacity) return;
    this.#shown = { arcs, opacity };
    this.#overlay.setProps({ layers: arcs.length > 0 && opacity > 0 ? [arcLayer(arcs, opacity)] : [] });
  }
}

function arcLayer(arcs: readonly Escalation[], opacity: number): ArcLayer<Escalation> {
  return new ArcLayer<Escalation>({
    id: 'escalations',
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
