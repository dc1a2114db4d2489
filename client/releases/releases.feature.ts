import { html } from 'lit';
import type { Warning } from '#contract/warnings.ts';
import type { Feature } from '../desk/feature.ts';
import './jy-planning.ts';
import './jy-releasing.ts';

/** The plan of a call-out before it rings, and its release by a second person. */
export const releasesFeature: Feature = {
  bands: ({ desk }) => html`<jy-releasing .desk=${desk}></jy-releasing>`,
  dialogs: (host) =>
    html`<jy-planning
      .desk=${host.desk}
      .warning=${host.subjectOf('plan')}
      .now=${host.desk.clocks.shown.now}
      @jy-plan-close=${() => host.closeDialog('plan')}
    ></jy-planning>`,
  on: { 'jy-plan-wanted': (warning, host) => host.openDialog('plan', warning) },
};

declare module '../desk/feature.ts' {
  interface DialogSubjects {
    /** The warning whose plan is looked at. */
    plan: Warning;
  }
}
