import { html, type TemplateResult } from 'lit';
import { typhoonClasses, type Typhoon, type TyphoonClass } from '#contract/typhoons.ts';
import { distanceKilometers } from '#geo/distance-kilometers.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { typhoonAt } from '#geo/typhoon-at.ts';
import warningLinesUrl from '../../geodata/layers/basemap/warning-lines.json?url';
import { boundsOf, nantongBounds, type Bounds } from '../cartography/camera.ts';
import { textLine, type Around, type CardLine, type Told } from '../cartography/card.ts';
import { disc, ring } from '../cartography/legend-marks.ts';
import { nothingDrawn, type MapFeature, type SourceData } from '../cartography/map-feature.ts';
import { typhoonClassColor, windRadiusColor } from '../cartography/palette.ts';
import type { Picked } from '../cartography/pick.ts';
import type { Scene } from '../cartography/scene.ts';
import { remembered } from '../ui/remembered.ts';
import { momentText } from '../words/format.ts';
import { locale, say } from '../words/words.ts';
import { fixPicker, warningLinePicker, windPicker } from './typhoon-pickers.ts';
import { trackLayers, typhoonLabelLayers, windCircleLayers } from './typhoon-style.layer.ts';
import { trackLines, trackPoints, typhoonNow, windCircles } from './typhoon.layer.ts';
import { warningLineLayers } from './warning-lines.layer.ts';

/** The typhoon with its track and winds, and the lines that announce it. */
export function typhoonsOnMap(): MapFeature {
  const atTime = (draw: (typhoon: Typhoon, at: Date) => SourceData) =>
    remembered((typhoon: Typhoon | null, minute: number) => (typhoon ? draw(typhoon, new Date(minute)) : nothingDrawn));
  const drawn = {
    'track-lines': atTime(trackLines),
    'track-points': atTime(trackPoints),
    'typhoon-now': atTime(typhoonNow),
    'wind-circles': atTime(windCircles),
  };
  return {
    fed: { 'track-lines': {}, 'track-points': {}, 'typhoon-now': {}, 'wind-circles': {} },
    files: { 'warning-lines': { type: 'geojson', data: warningLinesUrl } },
    feed(scene) {
      const typhoon = scene.visible.has('typhoon') ? (scene.typhoon ?? null) : null;
      return Object.fromEntries(Object.entries(drawn).map(([source, draw]) => [source, draw(typhoon, scene.minute)]));
    },
    layers: (look) => ({
      reach: [...windCircleLayers(look), ...warningLineLayers(look)],
      tracks: trackLayers(look),
      captions: typhoonLabelLayers(look),
    }),
    pickers: { marks: [fixPicker], reach: [windPicker, warningLinePicker] },
    clickedThrough: {
      'wind-fill': 'so faint that it is the ground; its rim and its name answer',
      'track-past': 'joins the fixes, which answer',
      'track-future': 'joins the fixes, which answer',
    },
    legend: (scene) => (isShown(scene) ? typhoonLegend() : []),
    panel: (scene, { at, isCompact }) =>
      isShown(scene)
        ? html`<jy-typhoon-card class="float typhoon" .typhoon=${scene.typhoon ?? null} .at=${at} ?compact=${isCompact}></jy-typhoon-card>`
        : null,
    fit: ({ typhoon }) => (typhoon ? { icon: 'typhoon', words: 'map/fit-typhoon', bounds: typhoonBounds(typhoon) } : null),
    cards: { fix: fixCard, winds: windsCard, warningLine: warningLineCard },
    about: ({ lngLat }, { scene, at }) => ({ lines: lngLat ? distanceLines(lngLat, scene, at) : [], deeds: [] }),
  };
}

function isShown({ typhoon, visible }: Scene): boolean {
  return Boolean(typhoon) && visible.has('typhoon');
}

/** The whole track, with the city. */
function typhoonBounds({ points }: Typhoon): Bounds {
  return boundsOf([...points.map(({ lng, lat }) => [lng, lat]), nantongBounds.slice(0, 2), nantongBounds.slice(2)]) ?? nantongBounds;
}

function typhoonLegend(): readonly TemplateResult[] {
  return [
    html`<span>${typhoonClasses.map((name) => html`<em>${name}</em>${disc(typhoonClassColor[name])}`)}</span>`,
    html`<span>${([7, 10, 12] as const).map((beaufort) => ring(windRadiusColor[beaufort]))}${say('map/winds')}</span>`,
  ];
}

/** The middle of the city, from which distances are told. */
const city: LngLat = [120.89, 31.98];

function fixCard({ at, class: name, wind, pressure, lngLat }: Extract<Picked, { kind: 'fix' }>, around: Around): Told {
  const { typhoon } = around.scene;
  const title = typhoon && nameOfTyphoon(typhoon);
  const classText = name ? [textLine(say('pick/class'), `${name} · ${say(`typhoonClass/${name as TyphoonClass}`)}`)] : [];
  return {
    label: say('pick/fix'),
    title: `${title ?? ''} ${momentText(new Date(at), around.at)}`.trim(),
    lines: [
      ...classText,
      textLine(say('pick/wind'), `${wind} m/s`),
      textLine(say('pick/pressure'), `${pressure} hPa`),
      textLine(say('typhoon/distance-city'), `${Math.round(distanceKilometers(city, lngLat)).toLocaleString(locale.get())} km`),
    ],
    deeds: [],
  };
}

function windsCard({ beaufort, kilometers }: Extract<Picked, { kind: 'winds' }>): Told {
  return {
    label: say('layer/typhoon'),
    title: `${beaufort}${say('map/wind-circle')}`,
    lines: [textLine(say('pick/radius'), `${kilometers} km`)],
    deeds: [],
  };
}

function warningLineCard({ hours }: Extract<Picked, { kind: 'warningLine' }>): Told {
  return {
    label: say('pick/reference'),
    title: say(hours === 24 ? 'map/warning-line-24' : 'map/warning-line-48'),
    lines: [textLine(say('pick/meaning'), say('pick/warning-line.why', { hours }))],
    deeds: [],
  };
}

function distanceLines(lngLat: LngLat, { typhoon }: Scene, at: Date): CardLine[] {
  const now = typhoon && typhoonAt(typhoon.points, at);
  if (!now) return [];
  const kilometers = Math.round(distanceKilometers(lngLat, [now.lng, now.lat]));
  return [textLine(say('card/typhoon-distance', { name: nameOfTyphoon(typhoon) }), `${kilometers} km`)];
}

function nameOfTyphoon({ nameZh, nameEn }: Typhoon): string {
  return locale.get() === 'en' ? nameEn : nameZh;
}

declare module '../cartography/pick.ts' {
  interface PickedKinds {
    fix: { at: string; class: string; wind: number; pressure: number };
    winds: { beaufort: number; kilometers: number };
    warningLine: { hours: number };
  }
}
declare module '../cartography/scene.ts' {
  interface Scene {
    /** The typhoon of the incident. */
    readonly typhoon?: Typhoon | null;
  }
}
