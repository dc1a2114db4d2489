import { html } from 'lit';
import type { HelpRequestId } from '#contract/help.ts';
import type { Feature } from '../desk/feature.ts';
import { helpOnMap } from './help-map.ts';
import './jy-help-desk.ts';

/** Calls for help: their marks above everything, and the list over the map. */
export const helpFeature: Feature = {
  map: helpOnMap,
  overMap: (host) =>
    html`<jy-help-desk
      .desk=${host.desk}
      .asked=${host.subjectOf('helps')}
      @jy-help-desk-close=${() => host.closeDialog('helps')}
    ></jy-help-desk>`,
  on: {
    'jy-help-requests': (ids, host) => {
      host.lookAt('map');
      host.openDialog('helps', ids);
    },
    'jy-help-fly': (lngLat, host) => host.flyTo(lngLat),
  },
};

declare module '../desk/feature.ts' {
  interface DialogSubjects {
    /** The list of all that wait, at these. */
    helps: readonly HelpRequestId[];
  }
}
