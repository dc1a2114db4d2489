import type { Map as MapLibreMap, Marker } from 'maplibre-gl';
import type { HelpMark, HelpRequestId } from '#contract/help.ts';
import { helpSpots, type HelpSpot } from './help.layer.ts';

/** The rim is a stop sign: no other mark of the map has it. */
const octagon = 'M-3.4-8.2H3.4L8.2-3.4V3.4L3.4 8.2H-3.4L-8.2 3.4V-3.4Z';

/** A mark that stands for an area only stands above its middle, on a stem: there the area's name and its count are. */
const asidePixels = 38;

export interface HelpMarkersDependencies {
  Marker: typeof Marker;
  /** What a mark is called for who cannot see it. */
  labelOf: (spot: HelpSpot) => string;
  onPick: (ids: readonly HelpRequestId[]) => void;
}

/**
 * Calls for help on the map, as buttons above everything that is drawn: they need no picking, and their pulse moves no pixel of the
 * map itself. Nothing is touched while nothing has changed.
 */
export class HelpMarkers {
  readonly #map: MapLibreMap;
  readonly #dependencies: HelpMarkersDependencies;
  readonly #markers = new Map<string, Marker>();
  #helps: ReadonlyMap<HelpRequestId, HelpMark> = new Map();
  #words = '';

  constructor(map: MapLibreMap, dependencies: HelpMarkersDependencies) {
    this.#map = map;
    this.#dependencies = dependencies;
    map.on('zoomend', () => this.#draw());
  }

  /** @param words changes whenever the labels have to be said anew */
  show(helps: ReadonlyMap<HelpRequestId, HelpMark>, words: string): void {
    if (helps === this.#helps && words === this.#words) return;
    this.#helps = helps;
    this.#words = words;
    this.#draw();
  }

  #draw(): void {
    const spots = helpSpots(this.#helps.values(), (lngLat) => this.#map.project(lngLat));
    const wanted = new Map(spots.map((spot) => [JSON.stringify([spot, this.#words]), spot]));
    for (const [key, marker] of this.#markers) {
      if (wanted.has(key)) continue;
      marker.remove();
      this.#markers.delete(key);
    }
    for (const [key, spot] of wanted) if (!this.#markers.has(key)) this.#markers.set(key, this.#marker(spot));
  }

  #marker(spot: HelpSpot): Marker {
    const offset: [number, number] = spot.isExact ? [0, 0] : [0, -asidePixels];
    const marker = new this.#dependencies.Marker({ element: this.#element(spot), anchor: 'center', offset })
      .setLngLat(spot.lngLat)
      .addTo(this.#map);
    // The library calls every mark a mark.
    marker.getElement().setAttribute('aria-label', this.#dependencies.labelOf(spot));
    return marker;
  }

  #element(spot: HelpSpot): HTMLElement {
    const button = document.createElement('button');
    button.className = `help-mark ${spot.state} ${spot.isExact ? '' : 'aside'}`;
    button.title = this.#dependencies.labelOf(spot);
    const inner =
      spot.ids.length > 1 ? `<text y="4" text-anchor="middle">${spot.ids.length}</text>` : `<path class="sign" d="M0-4.4V1M0 3.6V4.4"/>`;
    button.innerHTML = `<svg viewBox="-12 -12 24 24" aria-hidden="true"><path class="rim" d="${octagon}"/>${inner}</svg>`;
    // The map below must not take it for a click on a place.
    button.addEventListener('click', (event) => {
      event.stopPropagation();
      this.#dependencies.onPick(spot.ids);
    });
    return button;
  }
}
