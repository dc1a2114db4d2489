import type { TemplateResult } from 'lit';
import { registerLayers, type RegisterLayerId } from '#contract/layers.ts';
import type { AreaCode } from '#contract/areas.ts';
import { areaCard } from '../cartography/area-card.view.ts';
import { textLine, type CardLine } from '../cartography/card.ts';
import { denseLayerIds, drawingOrder, layerLooks } from '../cartography/layer-looks.ts';
import { disc, legendEntry, mark } from '../cartography/legend-marks.ts';
import type { MapFeature } from '../cartography/map-feature.ts';
import { palettes, type Theme } from '../cartography/palette.ts';
import { shapes } from '../cartography/shapes.ts';
import { remembered } from '../ui/remembered.ts';
import { countText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { brokenLinkCounts, brokenLinkLayers, type BrokenLinks } from './broken-links.layer.ts';
import { pointLayers, sourceOf } from './points.layer.ts';
import { RegisterFeed } from './register-feed.ts';
import { brokenLinkPicker, registerPickers, rollUpPicker } from './register-pickers.ts';

/** The records of the registers, and the dead ends of the tree of posts. */
export function registersOnMap(): MapFeature {
  const links = remembered(brokenLinkCounts);
  const registers = new RegisterFeed();
  return {
    fed: Object.fromEntries(['broken-links', ...registerLayers.map(sourceOf)].map((id) => [id, {}])),
    feed: ({ visible, brokenLinks, areas }) => ({
      'broken-links': links(visible.has('brokenLinks') ? (brokenLinks ?? noLinks) : noLinks, areas),
    }),
    paint(scene, surface) {
      const drawn = registersOf(scene.visible).filter((id) => {
        const layer = scene.registers.get(id);
        return layer !== undefined && registers.show(surface, { id, layer, rows: scene.world.layerRows.get(id) });
      });
      return drawn.length > 0;
    },
    layers: (look) => ({ points: drawingOrder.flatMap((id) => pointLayers(look, id)), counts: brokenLinkLayers(look) }),
    pickers: { counts: [brokenLinkPicker, rollUpPicker], records: registerPickers },
    legend: ({ visible }, theme) => [
      ...(visible.has('brokenLinks') ? [legendEntry(disc(palettes[theme].halo, palettes[theme].supply), say('layer/brokenLinks'))] : []),
      ...registersOf(visible).map((id) => registerEntry(id, theme)),
    ],
    cards: {
      counts: ({ code, counts }, around) => areaCard(code, { label: say('pick/counts'), lines: countLines(counts) }, around),
      brokenLinks({ code, count }, around) {
        const { title } = areaCard(code, { label: '' }, around);
        const lines = [
          textLine(say('layer/brokenLinks'), countText(count), true),
          textLine(say('pick/where'), say('pick/broken-links.where')),
        ];
        return { label: say('layer/brokenLinks'), title, lines, deeds: [] };
      },
    },
  };
}

/** The registers among the visible layers. */
export function registersOf(visible: ReadonlySet<string>): RegisterLayerId[] {
  return registerLayers.filter((id) => visible.has(id));
}

function registerEntry(id: RegisterLayerId, theme: Theme): TemplateResult {
  const { shape, color } = layerLooks[id];
  const note = id === 'hazards' ? say('map/faint-closed') : '';
  return legendEntry(mark(shapes[shape], palettes[theme][color]), say(`layer/${id}`) + note);
}

const noLinks: BrokenLinks = new Map();

function countLines(counts: Readonly<Record<string, string>>): CardLine[] {
  return denseLayerIds.flatMap((id) => (counts[id] === undefined ? [] : [textLine(say(`layer/${id}`), counts[id])]));
}

declare module '../cartography/pick.ts' {
  interface PickedKinds {
    counts: { code: AreaCode; counts: Readonly<Record<string, string>> };
    brokenLinks: { code: AreaCode; count: number };
  }
}
declare module '../cartography/scene.ts' {
  interface Scene {
    /** Dead ends of the tree of posts; none until somebody looks at them. */
    readonly brokenLinks?: BrokenLinks | null;
  }
}
