import { html, type TemplateResult } from 'lit';
import type { Config } from '#contract/config.ts';
import { locale } from '../words/words.ts';
import { act } from './act.ts';
import type { Desk } from './desk.ts';

/** What stands above the desk. `age`: milliseconds since the screen was last known to be right. */
export function deskTopBar(host: HTMLElement, desk: Desk, { config, age }: { config: Config | null; age: number | null }): TemplateResult {
  return html`<jy-top-bar
    role="banner"
    .cityName=${(locale.get() === 'en' ? config?.cityNameEn : config?.cityNameZh) ?? ''}
    .incident=${desk.incident}
    .incidents=${desk.incidents.get() ?? []}
    .waiting=${desk.waiting.get()}
    .health=${desk.link.health.state}
    .age=${age}
    .live=${desk.store.world}
    .server=${desk.health.get()}
    @jy-incidents-wanted=${() => act(host, () => desk.listIncidents())}
  ></jy-top-bar>`;
}
