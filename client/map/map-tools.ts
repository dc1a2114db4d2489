import { html, type TemplateResult } from 'lit';
import type { Scene } from '../cartography/scene.ts';
import { icon, type IconName } from '../ui/icons.ts';
import { say, type WordKey } from '../words/words.ts';
import { boundsOf, nantongBounds, positionsOf, type Bounds } from '../cartography/camera.ts';
import type { MapFeatures } from './map-features.ts';
import type { MapScreen } from './map-screen.ts';

/** Nearer, further, the whole city, and what each feature has to be seen as a whole. `screen`: as it is when a button is pressed. */
export function mapTools(screen: () => MapScreen | null, features: MapFeatures, scene: Scene): TemplateResult {
  const map = () => screen()?.canvas.map;
  const tool = (name: IconName, words: WordKey, act: () => void) =>
    html`<button aria-label=${say(words)} title=${say(words)} @click=${act}>${icon(name)}</button>`;
  const fits = features.all.map((feature) => feature.fit?.(scene)).filter((fit) => !!fit);
  return html`<div class="float tools" role="group">
    ${tool('plus', 'map/zoom-in', () => map()?.zoomIn())} ${tool('minus', 'map/zoom-out', () => map()?.zoomOut())}
    ${tool('fit', 'map/fit-city', () => screen()?.fit(cityBounds(scene)))}
    ${fits.map((fit) => tool(fit.icon, fit.words, () => screen()?.fit(fit.bounds)))}
  </div>`;
}

function cityBounds({ boundaries }: Scene): Bounds {
  const counties = boundaries.features.features.filter(({ properties }) => properties.level === 'county');
  return boundsOf(positionsOf(counties.map(({ geometry }) => geometry.coordinates))) ?? nantongBounds;
}
