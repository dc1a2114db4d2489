import { areaPrefix, type AreaCode } from '#contract/areas.ts';
import type { Warning } from '#contract/warnings.ts';
import type { World } from '#contract/world.ts';
import { areaName, textLine, type Around, type CardDeed, type CardLine, type Told } from '../cartography/card.ts';
import type { MapFeature } from '../cartography/map-feature.ts';
import type { Picked } from '../cartography/pick.ts';
import { warningsInForce } from '../state/select.ts';
import { emit } from '../ui/emit.ts';
import { remembered } from '../ui/remembered.ts';
import { momentText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { draftedAreas, draftedCountLayers, draftedCounts, draftedLayers } from './drafted-areas.layer.ts';
import type { Sketch } from './issuing.ts';
import {
  warnedAreas,
  warnedBadgeLayers,
  warnedBadges,
  warnedFillLayers,
  warnedHatchLayers,
  warnedLineLayers,
} from './warned-areas.layer.ts';
import { warnedGroundPicker, warningPickers } from './warning-pickers.ts';
import { warningsLegend } from './warnings-legend.ts';
import { warningTitle } from '../notices/warning-title.ts';

/** The areas of what is in force, and of the warning that is being written. */
export function warningsOnMap(): MapFeature {
  const areas = remembered(warnedAreas);
  const badges = remembered(warnedBadges);
  const drafted = remembered(draftedAreas);
  const draftedNumbers = remembered(draftedCounts);
  const feature: MapFeature = {
    // A band along a ragged border breaks up into splinters: its line is drawn as straight as some pixels allow.
    fed: { warned: {}, 'warned-hatch': { tolerance: 7 }, 'warned-badges': {}, drafted: {}, 'drafted-counts': {} },
    feed(scene) {
      const warnings = scene.visible.has('warnings') ? scene.world.warnings : noWarnings;
      const sketch = scene.sketch ?? null;
      const warned = areas(warnings, scene.boundaries);
      return {
        warned,
        'warned-hatch': warned,
        'warned-badges': badges(warnings, scene.areas),
        drafted: drafted(sketch, scene.boundaries),
        'drafted-counts': draftedNumbers(sketch, scene.areas),
      };
    },
    layers: (look) => ({
      wash: warnedFillLayers(look),
      edges: [...warnedHatchLayers(look), ...warnedLineLayers(look), ...draftedLayers(look)],
      counts: draftedCountLayers(look),
      badges: warnedBadgeLayers(look),
    }),
    pickers: { marks: warningPickers, wash: [warnedGroundPicker] },
    legend: ({ world, visible }) => (world.warnings.size > 0 && visible.has('warnings') ? [warningsLegend()] : []),
    clickedThrough: {
      'drafted-hatch': 'of a warning that is being written: clicks choose its areas then',
      'drafted-line': 'of a warning that is being written',
      'drafted-counts': 'of a warning that is being written',
    },
    // Its own lines say more of the same warnings.
    cards: { warnings: (picked, around) => warningCard(picked, { ...around, about: (place) => around.about(place, feature) }) },
    about({ code }, { scene: { world } }) {
      const named = code ? warningsAt(code, world) : [];
      return { lines: named.map((warning) => textLine(say('pick/warning'), warningTitle(warning))), deeds: named.map(warningDeed) };
    },
  };
  return feature;
}

const noWarnings: World['warnings'] = new Map();

function warningCard({ of, lngLat }: Extract<Picked, { kind: 'warnings' }>, around: Around): Told {
  const { world, areas } = around.scene;
  const meant = 'code' in of ? warningsAt(of.code, world) : warningsInForce(world).filter(({ id }) => of.warningIds.includes(id));
  const [first, ...others] = meant;
  const code = 'code' in of ? of.code : around.townshipAt(lngLat);
  const area = areas.find((each) => each.code === code);
  const { lines, deeds } = around.about({ code, lngLat: null });
  return {
    label: say('pick/warning'),
    title: first ? warningTitle(first) : say('pick/warning.over'),
    lines: [
      ...(first ? aboutWarning(first, around.at) : []),
      ...others.map((other) => textLine(say('pick/warning.also'), warningTitle(other))),
      // A number of calls never stands without the area that it is of.
      ...(area ? [textLine(say('card/area'), areaName(area))] : []),
      ...lines,
    ],
    deeds: [...meant.map(warningDeed), ...deeds],
  };
}

function aboutWarning({ headline, sent, expires, version }: Warning, at: Date): CardLine[] {
  return [
    textLine(say('pick/headline'), headline),
    textLine(say('pick/issued'), `${momentText(new Date(sent), at)} · ${say('warnings/version', { version })}`),
    ...(expires ? [textLine(say('pick/expires'), momentText(new Date(expires), at), new Date(expires) <= at)] : []),
  ];
}

/** Warnings in force that name the area or one that it lies in, the gravest first. */
export function warningsAt(code: AreaCode, world: World): Warning[] {
  return warningsInForce(world).filter(({ areas }) => areas.some((named) => code.startsWith(areaPrefix(named))));
}

function warningDeed(warning: Warning): CardDeed {
  const words = say('pick/to-warning', { title: warningTitle(warning) });
  return { words, go: (card) => emit(card, 'jy-warning-open', warning.id) };
}

declare module '../cartography/pick.ts' {
  interface PickedKinds {
    /** A badge stands for all warnings of its area, an outline for its own. */
    warnings: { of: { code: AreaCode } | { warningIds: readonly string[] } };
  }
}
declare module '../cartography/scene.ts' {
  interface Scene {
    /** A warning that is being written. */
    readonly sketch?: Sketch | null;
  }
}
