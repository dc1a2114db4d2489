import { html, nothing } from 'lit';
import { mayDo } from '#contract/session.ts';
import type { WarningId } from '#contract/warnings.ts';
import type { Desk } from '../desk/desk.ts';
import type { DeskHost, Feature } from '../desk/feature.ts';
import { endingsFeature } from '../endings/endings.feature.ts';
import { warningsInForce } from '../state/select.ts';
import { Issuing } from './issuing.ts';
import './jy-doubles.ts';
import './jy-ending-bands.ts';
import './jy-issuing.ts';
import './jy-warning-drawer.ts';
import './jy-warning-list.ts';
import { warningsOnMap } from './warnings-map.ts';

/** Warnings: issued, in force, read, running out. */
export const warningsFeature: Feature<Issuing> = {
  part: issuingOf,
  map: warningsOnMap,
  scene: (desk) => ({ sketch: desk.part(warningsFeature).sketch.get() }),
  bands: ({ desk }) =>
    html`<jy-ending-bands .world=${desk.store.world} .now=${desk.clocks.shown.now}></jy-ending-bands>
      <jy-doubles .desk=${desk}></jy-doubles>`,
  layerCounts: (world) => ({ warnings: warningsInForce(world).length }),
  left: ({ world }) => (world ? html`<jy-warning-list></jy-warning-list>` : html`${nothing}`),
  overMap: (host) =>
    html`<jy-warning-drawer
      .warningId=${host.subjectOf('warning')}
      .endings=${host.desk.part(endingsFeature).list.get()}
    ></jy-warning-drawer>`,
  drawer: ({ desk }) => {
    const issuing = desk.part(warningsFeature);
    if (!issuing.isOpen) return null;
    return { title: 'form/title', body: html`<jy-issuing .desk=${desk} .issuing=${issuing}></jy-issuing>` };
  },
  on: {
    'jy-new-warning': (_, host) => beginIssuing(host),
    'jy-area-toggled': (code, { desk }) => desk.part(warningsFeature).toggle(code),
    'jy-warning-open': (id, host) => read(id, host),
  },
  keys: [
    { key: 'w', shown: 'W', words: 'help/issue', run: beginIssuing },
    { key: null, shown: 'Ctrl+Enter', words: 'help/go-on' },
  ],
};

function issuingOf(desk: Desk): Issuing {
  return new Issuing({
    incident: () => desk.incident,
    places: () => desk.places.get(),
    world: () => desk.store.world,
    now: () => desk.clocks.shown.now,
  });
}

function beginIssuing(host: DeskHost): void {
  if (!host.session || !mayDo(host.session, 'warning.issue')) return;
  host.desk.part(warningsFeature).open();
  host.lookAt('right');
}

/** Beside the map: on a narrow screen that is what is looked at then. */
function read(id: WarningId | null, host: DeskHost): void {
  if (id === null) return host.closeDialog('warning');
  host.openDialog('warning', id);
  host.lookAt('map');
}

declare module '../desk/feature.ts' {
  interface DialogSubjects {
    /** The warning that is read. */
    warning: WarningId;
  }
}
