import { html } from 'lit';
import type { Feature } from '../desk/feature.ts';
import './jy-elsewhere-bands.ts';
import './jy-opening.ts';

/** Opening an incident, and what waits in the others. */
export const incidentsFeature: Feature = {
  bands: ({ desk }) => html`<jy-elsewhere-bands .waiting=${desk.waiting.get()} .shown=${desk.chosenId.get()}></jy-elsewhere-bands>`,
  dialogs: (host) =>
    html`<jy-opening
      .desk=${host.desk}
      .opened=${host.subjectOf('incident') !== null}
      @jy-open-close=${() => host.closeDialog('incident')}
    ></jy-opening>`,
  on: { 'jy-new-incident': (_, host) => host.openDialog('incident', true) },
};

declare module '../desk/feature.ts' {
  interface DialogSubjects {
    /** A new one is to be opened. */
    incident: true;
  }
}
