import { html, type TemplateResult } from 'lit';
import type { ClockChange } from '#contract/incidents.ts';
import { typhoonsFeature } from '../typhoons/typhoons.feature.ts';
import { say } from '../words/words.ts';
import { act } from '../api/act.ts';
import type { Desk } from '../desk/desk.ts';

/** The timeline of the desk, and what is done with it. `host`: where what went wrong is told. */
export function deskTimeline(host: HTMLElement, desk: Desk): TemplateResult {
  const { store, clocks } = desk;
  const typhoons = desk.part(typhoonsFeature);
  return html`<jy-timeline
    role="region"
    aria-label=${say('time/label')}
    .world=${store.world}
    .replay=${clocks.replay}
    .typhoon=${typhoons.shown.get()}
    .typhoons=${typhoons.names.get()}
    @jy-replay=${({ detail: { at, ...pace } }: CustomEvent<{ at: Date; paused: boolean; rate: number }>) => clocks.playFrom(at, pace)}
    @jy-clock-change=${(event: CustomEvent<ClockChange>) => act(host, () => desk.setClock(event.detail))}
  ></jy-timeline>`;
}
