import { describe, expect, it } from 'vitest';
import type { CallOutReport } from '#contract/calls.ts';
import { printableCallOuts, printableIncidents } from '../../../client/ledger/sheet-print.view.ts';
import { aCallOut, anIncident, aTally } from '../../support/builders.ts';

const [actual, drill, over] = [anIncident(), anIncident({ mode: 'exercise' }), anIncident({ state: 'closed' })];
const report = (about: Partial<CallOutReport>): CallOutReport => ({ ...aCallOut(), ...aTally(), incidentId: actual.id, ...about });

describe('the call-outs to print', () => {
  it('are those that run, in earnest before drills, newest first', () => {
    const older = report({ openedAt: '2026-07-26T01:00:00.000Z' });
    const newer = report({ openedAt: '2026-07-26T02:00:00.000Z' });
    const practised = report({ incidentId: drill.id, openedAt: '2026-07-26T03:00:00.000Z' });
    const others = (['closed', 'cancelled', 'awaitingRelease'] as const).map((state) => report({ state }));
    expect(printableCallOuts([older, practised, ...others, newer], [actual, drill])).toEqual([newer, older, practised]);
  });

  it('are not looked for in incidents that are closed', () => {
    expect(printableIncidents([actual, drill, over])).toEqual([actual, drill]);
  });
});
