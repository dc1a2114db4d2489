import { html, nothing, type TemplateResult } from 'lit';
import type { Typhoon } from '#contract/typhoons.ts';
import type { Register } from '../layers/register.ts';
import { icon, type IconName } from '../ui/icons.ts';
import { say, type WordKey } from '../words/words.ts';
import { boundsOf, nantongBounds, positionsOf, type Bounds } from '../cartography/camera.ts';
import type { MapScreen } from './map-screen.ts';

/** What can be brought into view as a whole. */
export interface Viewed {
  register: Register | null;
  typhoon: Typhoon | null;
}

/** Nearer, further, the whole city, the whole track. `screen`: as it is when a button is pressed. */
export function mapTools(screen: () => MapScreen | null, viewed: Viewed): TemplateResult {
  const map = () => screen()?.canvas.map;
  const tool = (name: IconName, words: WordKey, act: () => void) =>
    html`<button aria-label=${say(words)} title=${say(words)} @click=${act}>${icon(name)}</button>`;
  return html`<div class="float tools" role="group">
    ${tool('plus', 'map/zoom-in', () => map()?.zoomIn())} ${tool('minus', 'map/zoom-out', () => map()?.zoomOut())}
    ${tool('fit', 'map/fit-city', () => screen()?.fit(cityBounds(viewed)))}
    ${viewed.typhoon ? tool('typhoon', 'map/fit-typhoon', () => screen()?.fit(typhoonBounds(viewed))) : nothing}
  </div>`;
}

function cityBounds({ register }: Viewed): Bounds {
  const counties = register?.boundaries.features.features.filter(({ properties }) => properties.level === 'county') ?? [];
  return boundsOf(positionsOf(counties.map(({ geometry }) => geometry.coordinates))) ?? nantongBounds;
}

function typhoonBounds({ typhoon }: Viewed): Bounds {
  const track = typhoon?.points.map(({ lng, lat }) => [lng, lat]) ?? [];
  return boundsOf([...track, nantongBounds.slice(0, 2), nantongBounds.slice(2)]) ?? nantongBounds;
}
