import type { Feature, FeatureCollection, Geometry, Point } from 'geojson';
import { brokenLinkCounts, type BrokenLinks } from '../layers/broken-links.layer.ts';
import { denseLayerIds } from '../cartography/layer-looks.ts';
import { rollUp } from '../layers/roll-up.layer.ts';
import { escalationLines, escalations, type Escalation } from '../calls/escalations.layer.ts';
import { silenceByArea, silenceByCounty, silentAreas, silentCounts } from '../calls/silence.layer.ts';
import { trackLines, trackPoints, typhoonNow, windCircles } from '../typhoons/typhoon.layer.ts';
import { draftedAreas, draftedCounts } from '../warnings/drafted-areas.layer.ts';
import { warnedAreas, warnedBadges } from '../warnings/warned-areas.layer.ts';
import { countyLabels, townshipLabels } from './areas.layer.ts';
import { remembered } from '../ui/remembered.ts';
import type { Typhoon } from '#contract/typhoons.ts';
import type { Scene } from './scene.ts';

export type SourceData = FeatureCollection<Geometry, object>;

/** Sources whose data is the scene's; each is a pure function of a few parts of it. */
export const feedIds = [
  'boundaries',
  'county-labels',
  'township-labels',
  'warned',
  'warned-hatch',
  'warned-badges',
  'silence',
  'silence-counts',
  'escalations',
  'track-lines',
  'track-points',
  'typhoon-now',
  'wind-circles',
  'broken-links',
  'picked',
  'drafted',
  'drafted-counts',
] as const;
export type FeedId = (typeof feedIds)[number];

export const nothing: SourceData = { type: 'FeatureCollection', features: [] };

export interface Feeds {
  draw: (scene: Scene) => Record<FeedId, SourceData>;
  arcs: (scene: Scene) => readonly Escalation[];
}

/**
 * The data of every source for a scene. What is returned for a source is the very object of the time before while nothing that it is
 * drawn from has changed, so that comparing references tells what to redraw. Hidden layers are not worked out.
 */
export function feeds(): Feeds {
  const silences = remembered(silenceByTallies);
  const counties = remembered(silenceByCounty);
  const counts = remembered(rollUpsOf);
  const arcs = remembered(escalations);
  const draw = drawers();

  const silencesOf = ({ world, visible }: Scene) => (visible.has('silence') ? silences(world.callOuts, world.tallies) : noSilence);
  return {
    draw(scene) {
      const { world, areas, boundaries, visible } = scene;
      const minute = scene.minute;
      const silent = silencesOf(scene);
      const typhoon = visible.has('typhoon') ? scene.typhoon : null;
      const warnings = visible.has('warnings') ? world.warnings : noWarnings;
      return {
        boundaries: boundaries.features,
        'county-labels': draw.counties(areas, counties(silent, areas)),
        'township-labels': draw.townships(areas, counts(scene.registers, boundaries)),
        warned: draw.warned(warnings, boundaries),
        'warned-hatch': draw.warned(warnings, boundaries),
        'warned-badges': draw.badges(warnings, areas),
        silence: draw.silence(silent, boundaries),
        'silence-counts': draw.silentCounts(silent, areas, minute),
        escalations: draw.escalations(arcs(silent, areas)),
        'track-lines': draw.track(typhoon, minute),
        'track-points': draw.fixes(typhoon, minute),
        'typhoon-now': draw.eye(typhoon, minute),
        'wind-circles': draw.winds(typhoon, minute),
        'broken-links': draw.brokenLinks(visible.has('brokenLinks') ? (scene.brokenLinks ?? noLinks) : noLinks, areas),
        picked: draw.picked(scene.picked),
        drafted: draw.drafted(scene.sketch ?? null, boundaries),
        'drafted-counts': draw.draftedCounts(scene.sketch ?? null, areas),
      };
    },
    arcs: (scene) => arcs(silencesOf(scene), scene.areas),
  };
}

const noSilence: ReturnType<typeof silenceByArea> = new Map();
const noLinks: BrokenLinks = new Map();
const noWarnings: Scene['world']['warnings'] = new Map();

function drawers() {
  const atTime =
    (draw: (typhoon: Typhoon, at: Date) => SourceData) =>
    (typhoon: Scene['typhoon'], minute: number): SourceData =>
      typhoon ? draw(typhoon, new Date(minute)) : nothing;
  return {
    counties: remembered(countyLabels),
    townships: remembered(townshipLabels),
    warned: remembered(warnedAreas),
    badges: remembered(warnedBadges),
    silence: remembered(silentAreas),
    silentCounts: remembered((silences: ReturnType<typeof silenceByArea>, areas: Scene['areas'], minute: number) =>
      silentCounts(silences, areas, new Date(minute)),
    ),
    escalations: remembered(escalationLines),
    track: remembered(atTime(trackLines)),
    fixes: remembered(atTime(trackPoints)),
    eye: remembered(atTime(typhoonNow)),
    winds: remembered(atTime(windCircles)),
    brokenLinks: remembered(brokenLinkCounts),
    picked: remembered(pickedPoint),
    drafted: remembered(draftedAreas),
    draftedCounts: remembered(draftedCounts),
  };
}

function silenceByTallies(callOuts: Scene['world']['callOuts'], tallies: Scene['world']['tallies']) {
  return silenceByArea({ callOuts, tallies });
}

function rollUpsOf(registers: Scene['registers'], boundaries: Scene['boundaries']) {
  return new Map(
    denseLayerIds.flatMap((id) => {
      const layer = registers.get(id);
      return layer && boundaries.byCode.size > 0 ? [[id, rollUp(layer, boundaries)] as const] : [];
    }),
  );
}

function pickedPoint(lngLat: Scene['picked']): SourceData {
  if (!lngLat) return nothing;
  const point: Feature<Point, object> = { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: [...lngLat] } };
  return { type: 'FeatureCollection', features: [point] };
}
