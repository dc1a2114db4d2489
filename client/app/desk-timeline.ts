import { html, type TemplateResult } from 'lit';
import type { ClockChange } from '#contract/incidents.ts';
import { say } from '../words/words.ts';
import { act } from '../api/act.ts';
import type { Desk } from './desk.ts';

/** The timeline of the desk, and what is done with it. `host`: where what went wrong is told. */
export function deskTimeline(host: HTMLElement, desk: Desk): TemplateResult {
  const { store, clocks, typhoon, typhoonNames } = desk;
  return html`<jy-timeline
    role="region"
    aria-label=${say('time/label')}
    .world=${store.world}
    .replay=${clocks.replay}
    .typhoon=${typhoon.get()}
    .typhoons=${typhoonNames.get()}
    @jy-replay=${({ detail: { at, ...pace } }: CustomEvent<{ at: Date; paused: boolean; rate: number }>) => clocks.playFrom(at, pace)}
    @jy-live=${() => clocks.backToLive()}
    @jy-clock-change=${(event: CustomEvent<ClockChange>) => act(host, () => desk.setClock(event.detail))}
    @jy-typhoon=${(event: CustomEvent<string | null>) => act(host, () => desk.showTyphoon(event.detail))}
  ></jy-timeline>`;
}
