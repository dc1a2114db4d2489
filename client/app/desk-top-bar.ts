import { html, type TemplateResult } from 'lit';
import type { Config } from '#contract/config.ts';
import { locale } from '../words/words.ts';
import { act } from '../api/act.ts';
import type { Desk } from '../desk/desk.ts';

export interface TopBar {
  config: Config | null;
  /** Milliseconds since the screen was last known to be right. */
  age: number | null;
  /** Nothing is known yet of what is to be shown. */
  isUnread: boolean;
}

/** What stands above the desk. */
export function deskTopBar(host: HTMLElement, desk: Desk, { config, age, isUnread }: TopBar): TemplateResult {
  return html`<jy-top-bar
    role="banner"
    .cityName=${(locale.get() === 'en' ? config?.cityNameEn : config?.cityNameZh) ?? ''}
    .incident=${desk.incident}
    .incidents=${desk.incidents.get() ?? []}
    .waiting=${desk.waiting.get()}
    .health=${desk.link.health.state}
    .age=${age}
    ?unread=${isUnread}
    .live=${desk.store.world}
    .server=${desk.health.get()}
    @jy-incidents-wanted=${() => act(host, () => desk.listIncidents())}
  ></jy-top-bar>`;
}
