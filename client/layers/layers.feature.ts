import { html } from 'lit';
import { mayDo, type Session } from '#contract/session.ts';
import { act } from '../api/act.ts';
import { api } from '../api/api.ts';
import type { Desk } from '../desk/desk.ts';
import type { DeskHost, Feature } from '../desk/feature.ts';
import { signal } from '../state/signals.ts';
import { brokenLinksOf, type BrokenLinks } from './broken-links.layer.ts';
import './jy-layer-list.ts';
import { brokenLinksId } from './layer-set.ts';
import { registersOnMap } from './registers-map.ts';
import { ShownLayers } from './shown-layers.ts';

/** Which layers are on, and what is read for one when it is switched on. */
class Layers {
  readonly shown = new ShownLayers();
  /** Dead ends of the tree of posts by area; null until they were looked at. */
  readonly brokenLinks = signal<BrokenLinks | null>(null);

  toggle(layer: { layerId: string; visible: boolean }, from: HTMLElement): void {
    this.shown.toggle(layer);
    if (layer.layerId === brokenLinksId && layer.visible) void act(from, () => this.#readBrokenLinks());
  }

  /** The newest proof of the tree, which is made anew when it is older than a minute. */
  async #readBrokenLinks(): Promise<void> {
    this.brokenLinks.set(brokenLinksOf((await api.treeProof()).deadEnds));
  }
}

/** The list of layers, the registers on the map, and the dead ends of the tree of posts. */
export const layersFeature: Feature<Layers> = {
  part: () => new Layers(),
  map: registersOnMap,
  scene: (desk) => ({ brokenLinks: desk.part(layersFeature).brokenLinks.get() }),
  left: ({ desk, session, layerCounts, config }) => {
    const { shown } = desk.part(layersFeature);
    return html`<jy-layer-list
      .register=${desk.register}
      .counts=${layerCounts}
      .visible=${shown.visible}
      .opacity=${shown.opacity}
      ?has-tianditu=${Boolean(config?.tiandituKey)}
      .brokenLinks=${brokenLinkCount(desk, session)}
    ></jy-layer-list>`;
  },
  on: {
    'jy-layer-toggle': (layer, host) => toggle(layer, host),
    'jy-layer-opacity': (layer, { desk }) => desk.part(layersFeature).shown.fade(layer),
  },
  arrive: ({ layerId }, host) => {
    if (layerId === brokenLinksId && brokenLinkCount(host.desk, host.session) !== undefined) toggle({ layerId, visible: true }, host);
  },
};

function toggle(layer: { layerId: string; visible: boolean }, { desk, element }: DeskHost): void {
  desk.part(layersFeature).toggle(layer, element);
}

/** Undefined for whoever may not read the tree: the layer is not offered to them; null before it was read. */
function brokenLinkCount(desk: Desk, session: Session | null): number | null | undefined {
  if (!session || !mayDo(session, 'tree.read')) return undefined;
  const links = desk.part(layersFeature).brokenLinks.get();
  return links && [...links.values()].reduce((sum, count) => sum + count, 0);
}
