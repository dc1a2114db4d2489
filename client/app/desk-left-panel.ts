import { html, type TemplateResult } from 'lit';
import type { Config } from '#contract/config.ts';
import type { World } from '#contract/world.ts';
import { say } from '../words/words.ts';
import type { Desk } from './desk.ts';
import type { ShownLayers } from './shown-layers.ts';

interface LeftPanel {
  world: World;
  config: Config | null;
  /** What stands there until the log of the incident was read, or the moment that is looked back to. */
  unread: TemplateResult | null;
  /** Undefined for whoever may not read the tree; null before it was read. */
  brokenLinkCount: number | null | undefined;
  toggled: (layer: { layerId: string; visible: boolean }) => void;
}

/** The situation, the warnings and the layers, left of the map. */
export function deskLeftPanel(
  desk: Desk,
  layers: ShownLayers,
  { world, config, unread, brokenLinkCount, toggled }: LeftPanel,
): TemplateResult {
  return html`<aside class="left" aria-label=${say('app/panel.left')}>
    ${
      unread ??
      html`<jy-situation .figures=${desk.figures.get()} .people=${desk.silentPeople.get()}></jy-situation><jy-warning-list></jy-warning-list
        ><jy-orders .desk=${desk}></jy-orders>`
    }
    <jy-layer-list
      .register=${desk.register}
      .world=${unread ? null : world}
      .visible=${layers.visible}
      .opacity=${layers.opacity}
      ?has-tianditu=${Boolean(config?.tiandituKey)}
      .brokenLinks=${brokenLinkCount}
      @jy-layer-toggle=${(event: CustomEvent<{ layerId: string; visible: boolean }>) => toggled(event.detail)}
      @jy-layer-opacity=${(event: CustomEvent<{ layerId: string; opacity: number }>) => layers.fade(event.detail)}
    ></jy-layer-list>
  </aside>`;
}

/** What stays of it when it is put away. */
export function deskLeftRail(desk: Desk): TemplateResult {
  return html`<aside class="left" aria-label=${say('app/panel.left')}>
    <jy-rail side="left" .people=${desk.silentPeople.get()}></jy-rail>
  </aside>`;
}
