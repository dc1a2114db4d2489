import { callsFeature } from '../calls/calls.feature.ts';
import type { Feature } from '../desk/feature.ts';
import { endingsFeature } from '../endings/endings.feature.ts';
import { helpFeature } from '../help/help.feature.ts';
import { incidentsFeature } from '../incidents/incidents.feature.ts';
import { layersFeature } from '../layers/layers.feature.ts';
import { ordersFeature } from '../orders/orders.feature.ts';
import { releasesFeature } from '../releases/releases.feature.ts';
import { repliesFeature } from '../replies/replies.feature.ts';
import { situationFeature } from '../situation/situation.feature.ts';
import { typhoonsFeature } from '../typhoons/typhoons.feature.ts';
import { warningsFeature } from '../warnings/warnings.feature.ts';

/** Every noun of the desk. Their order is that of bands, of the left panel, and of what lies in one tier of the map. */
export const features: readonly Feature[] = [
  situationFeature,
  endingsFeature,
  incidentsFeature,
  callsFeature,
  warningsFeature,
  releasesFeature,
  ordersFeature,
  typhoonsFeature,
  layersFeature,
  repliesFeature,
  helpFeature,
];
