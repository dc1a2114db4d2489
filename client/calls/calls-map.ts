import type { AreaCode } from '#contract/areas.ts';
import { areaPrefix } from '#contract/areas.ts';
import { areaCard } from '../cartography/area-card.view.ts';
import { textLine, type Around, type CardDeed, type CardLine } from '../cartography/card.ts';
import type { MapFeature } from '../cartography/map-feature.ts';
import type { Scene } from '../cartography/scene.ts';
import { owed } from '../state/select.ts';
import { emit } from '../ui/emit.ts';
import { remembered } from '../ui/remembered.ts';
import { say } from '../words/words.ts';
import { doorPickers, namePicker, silencePicker, silenceShadePicker } from './call-pickers.ts';
import { escalationLayers, escalations } from './escalations.layer.ts';
import { silenceLegend } from './silence-legend.ts';
import {
  silenceByCounty,
  silenceCountLayers,
  silenceFillLayers,
  silencesIn,
  silentAreas,
  silentCounts,
  type Silence,
} from './silence.layer.ts';

/** Who is silent, who was woken for them, and at whose door somebody has to knock. */
export function callsOnMap(): MapFeature {
  const fills = remembered(silentAreas);
  const counts = remembered((silences: Silences, areas: Scene['areas'], minute: number) => silentCounts(silences, areas, new Date(minute)));
  const arcs = remembered(escalations);
  const shown = ({ world, visible }: Scene) => (visible.has('silence') ? silencesIn(world) : noSilence);
  return {
    fed: { silence: {}, 'silence-counts': {}, escalations: {} },
    feed(scene) {
      const silences = shown(scene);
      return { silence: fills(silences, scene.boundaries), 'silence-counts': counts(silences, scene.areas, scene.minute) };
    },
    arcs: { of: (scene) => arcs(shown(scene), scene.areas), source: 'escalations', layerId: 'silence' },
    layers: (look) => ({ shade: silenceFillLayers(look), ways: escalationLayers(look), counts: silenceCountLayers(look) }),
    pickers: { people: [silencePicker, ...doorPickers], names: [namePicker], shade: [silenceShadePicker] },
    legend: ({ visible }, theme) => (visible.has('silence') ? silenceLegend(theme) : []),
    cards: {
      calls: ({ code }, around) => areaCard(code, { label: say(silenceOf(code, around) ? 'card/calls' : 'card/place') }, around),
    },
    about({ code }, around) {
      const silence = code ? silenceOf(code, around) : undefined;
      return { lines: callLines(silence), deeds: code && silence ? [boardDeed(code)] : [] };
    },
  };
}

type Silences = ReadonlyMap<AreaCode, Silence>;
const noSilence: Silences = new Map();

function silenceOf(code: AreaCode, { scene: { world, areas } }: Around): Silence | undefined {
  const silences = silencesIn(world);
  return areaPrefix(code).length === 6 ? silenceByCounty(silences, areas).get(code) : silences.get(code);
}

function callLines(silence: Silence | undefined): CardLine[] {
  if (!silence || owed(silence) === 0) return [];
  const { silent, unroused, unrousedHouseholds: doors } = silence;
  const answers = textLine(say('card/calls'), say('card/silent-of', { silent, owed: owed(silence) }), silent > 0);
  if (unroused === 0) return [answers];
  return [answers, textLine(say('card/unroused'), say('card/unroused-of', { doors, posts: unroused - doors }), true)];
}

/** Only where somebody is called there is a row of the board to go to. */
function boardDeed(code: AreaCode): CardDeed {
  return { words: say('pick/to-board'), go: (card) => emit(card, 'jy-area-wanted', code) };
}

declare module '../cartography/pick.ts' {
  interface PickedKinds {
    calls: { code: AreaCode };
  }
}
declare global {
  interface HTMLElementEventMap {
    /** Show the calls of this area on the board. */
    'jy-area-wanted': CustomEvent<AreaCode>;
  }
}
