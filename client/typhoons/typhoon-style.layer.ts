import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { typhoonClasses } from '#contract/typhoons.ts';
import { nameProperty, opacityOf, paletteOf, visibility, type Look } from '../cartography/look.ts';
import { belowDepressionColor, typhoonClassColor, windRadiusColor } from '../cartography/palette.ts';
import { sayIn } from '../words/words.ts';

const classColor = [
  'match',
  ['get', 'class'],
  ...typhoonClasses.flatMap((name) => [name, typhoonClassColor[name]]),
  belowDepressionColor,
] as unknown as ExpressionSpecification;
const windColor: ExpressionSpecification = [
  'match',
  ['get', 'beaufort'],
  7,
  windRadiusColor[7],
  10,
  windRadiusColor[10],
  windRadiusColor[12],
];
const isPast: ExpressionSpecification = ['get', 'past'];

/** Wind circles: under the registers, so that nobody inside one disappears. */
export function windCircleLayers(look: Look): LayerSpecification[] {
  const opacity = opacityOf(look, 'typhoon');
  const shown = visibility(look, 'typhoon');
  return [
    {
      id: 'wind-fill',
      type: 'fill',
      source: 'wind-circles',
      layout: shown,
      paint: { 'fill-color': windColor, 'fill-opacity': 0.05 * opacity },
    },
    {
      id: 'wind-lines',
      type: 'line',
      source: 'wind-circles',
      layout: shown,
      paint: { 'line-color': windColor, 'line-width': 1.3, 'line-opacity': 0.85 * opacity, 'line-dasharray': [6, 3] },
    },
    {
      id: 'wind-names',
      type: 'symbol',
      source: 'wind-circles',
      minzoom: 5.5,
      layout: {
        ...shown,
        'symbol-placement': 'line',
        'symbol-spacing': 500,
        'text-field': [
          'concat',
          ['to-string', ['get', 'beaufort']],
          sayIn(look.locale, 'map/wind-circle'),
          ' ',
          ['to-string', ['get', 'kilometers']],
          ' km',
        ],
        'text-font': ['regular'],
        'text-size': 11,
        'text-offset': [0, -0.8],
      },
      paint: {
        'text-color': paletteOf(look).soft,
        'text-halo-color': paletteOf(look).halo,
        'text-halo-width': 1.4,
        'text-opacity': opacity,
      },
    },
  ];
}

/** The track with its classes: above the registers, below names. */
export function trackLayers(look: Look): LayerSpecification[] {
  const color = paletteOf(look);
  const opacity = opacityOf(look, 'typhoon');
  const shown = visibility(look, 'typhoon');
  const line = (past: boolean): LayerSpecification => ({
    id: past ? 'track-past' : 'track-future',
    type: 'line',
    source: 'track-lines',
    filter: ['==', ['get', 'past'], past],
    layout: { ...shown, 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': color.track,
      'line-width': past ? 2 : 1.8,
      'line-opacity': (past ? 0.85 : 0.6) * opacity,
      ...(past ? {} : { 'line-dasharray': [0.4, 3] }),
    },
  });
  return [
    line(false),
    line(true),
    {
      id: 'track-points',
      type: 'circle',
      source: 'track-points',
      layout: shown,
      paint: {
        'circle-color': classColor,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 3, 2.2, 6, 4, 9, 6],
        'circle-opacity': ['case', isPast, opacity, 0.45 * opacity],
        'circle-stroke-color': color.halo,
        'circle-stroke-width': 1,
        'circle-stroke-opacity': opacity,
      },
    },
  ];
}

/** Class letters beside the fixes, and the typhoon itself: above everything. */
export function typhoonLabelLayers(look: Look): LayerSpecification[] {
  return [classLayer(look), eyeLayer(look), nameLayer(look)];
}

function classLayer(look: Look): LayerSpecification {
  return {
    id: 'track-classes',
    type: 'symbol',
    source: 'track-points',
    minzoom: 4.5,
    layout: {
      ...visibility(look, 'typhoon'),
      'text-field': ['get', 'class'],
      'text-font': ['bold'],
      'text-size': 10.5,
      'text-anchor': 'left',
      'text-offset': [0.8, 0],
      'text-padding': 6,
    },
    paint: textPaint(look, paletteOf(look).soft),
  };
}

function eyeLayer(look: Look): LayerSpecification {
  const opacity = opacityOf(look, 'typhoon');
  return {
    id: 'typhoon-eye',
    type: 'circle',
    source: 'typhoon-now',
    layout: visibility(look, 'typhoon'),
    paint: {
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 3, 5, 8, 8],
      'circle-color': '#ffffff',
      'circle-stroke-color': classColor,
      'circle-stroke-width': 4,
      'circle-opacity': opacity,
      'circle-stroke-opacity': opacity,
    },
  };
}

function nameLayer(look: Look): LayerSpecification {
  const wind: ExpressionSpecification = ['to-string', ['get', 'wind']];
  const pressure: ExpressionSpecification = ['to-string', ['get', 'pressure']];
  return {
    id: 'typhoon-name',
    type: 'symbol',
    source: 'typhoon-now',
    layout: {
      ...visibility(look, 'typhoon'),
      'text-field': ['concat', ['get', nameProperty(look)], ' ', ['get', 'class'], ' · ', wind, ' m/s · ', pressure, ' hPa'],
      'text-font': ['bold'],
      'text-size': 13,
      'text-anchor': 'left',
      'text-offset': [1.2, 0],
      'text-max-width': 40,
      'text-allow-overlap': true,
      'text-ignore-placement': true,
    },
    paint: textPaint(look, paletteOf(look).text),
  };
}

function textPaint(look: Look, color: string) {
  return {
    'text-color': color,
    'text-halo-color': paletteOf(look).halo,
    'text-halo-width': 1.6,
    'text-opacity': opacityOf(look, 'typhoon'),
  };
}
