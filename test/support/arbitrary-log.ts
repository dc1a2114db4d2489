import fc from 'fast-check';
import { callStates, type CallId, type CallOutId } from '#contract/calls.ts';
import type { Fact, NewFact } from '#contract/facts.ts';
import { helpStates, type HelpRequestId } from '#contract/help.ts';
import type { IncidentId } from '#contract/incidents.ts';
import { hazardStates } from '#contract/registers.ts';
import { warningLevels, type WarningId } from '#contract/warnings.ts';
import { aCall, aCallOut, aFact, aHelp, anIncident, anOrder, aTally, aWarning } from './builders.ts';

const incidentId = '00000000-0000-4000-8000-000000000000' as IncidentId;
const townships = ['320623101000', '320623102000', '320681100000'];

function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

const callOutId = fc.integer({ min: 1, max: 2 }).map((number) => idOf(number) as CallOutId);

const calls = callOutId.chain((id) =>
  fc.array(
    fc
      .record({ number: fc.integer({ min: 10, max: 15 }), state: fc.constantFrom(...callStates), rung: fc.integer({ min: 0, max: 3 }) })
      .map(({ number, state, rung }) => aCall({ id: idOf(number) as CallId, callOutId: id, state, rung })),
    { maxLength: 4 },
  ),
);

const body: fc.Arbitrary<NewFact> = fc.oneof(
  fc
    .string({ maxLength: 6 })
    .map((name): NewFact => ({ kind: 'incident.put', areaCode: null, incident: anIncident({ id: incidentId, name }) })),
  fc
    .record({ number: fc.integer({ min: 1, max: 3 }), level: fc.constantFrom(...warningLevels), version: fc.integer({ min: 1, max: 4 }) })
    .map(({ number, level, version }): NewFact => ({
      kind: 'warning.put',
      areaCode: null,
      warning: aWarning({ id: idOf(number) as WarningId, level, version }),
    })),
  callOutId.map((id): NewFact => ({ kind: 'callOut.put', areaCode: null, callOut: aCallOut({ id }) })),
  fc.record({ callOutId, number: fc.integer({ min: 1, max: 3 }) }).map(({ callOutId: id, number }): NewFact => ({
    kind: 'order.put',
    areaCode: null,
    order: anOrder({ callOutId: id, number }),
  })),
  fc
    .record({ callOutId, calls, tallyCode: fc.constantFrom(...townships), total: fc.integer({ min: 0, max: 40 }) })
    .map(({ total, ...rest }): NewFact => ({
      kind: 'calls.put',
      areaCode: rest.tallyCode,
      ...rest,
      receipts: rest.calls.filter(({ rung }) => rung < 2).map(({ id }) => id),
      tally: aTally({ total, silent: total }),
    })),
  fc
    .record({ number: fc.integer({ min: 30, max: 33 }), state: fc.constantFrom(...helpStates), asks: fc.integer({ min: 1, max: 3 }) })
    .map(({ number, ...about }): NewFact => {
      const help = aHelp({ ...about, id: idOf(number) as HelpRequestId });
      return { kind: 'help.put', areaCode: help.areaCode, help };
    }),
  fc
    .record({ areaCode: fc.constantFrom(...townships), unread: fc.integer({ min: 0, max: 9 }) })
    .map((reply): NewFact => ({ kind: 'replies.put', ...reply })),
  fc
    .array(fc.record({ id: fc.integer({ min: 1, max: 4 }), state: fc.constantFrom(...hazardStates) }), { maxLength: 3 })
    .map((rows): NewFact => ({ kind: 'layer.put', areaCode: null, layerId: 'hazards', rows })),
);

/** A log as one follower sees it: ascending seq, with gaps where other counties' facts are. */
export const arbitraryLog: fc.Arbitrary<Fact[]> = fc
  .array(fc.tuple(body, fc.integer({ min: 1, max: 3 })), { maxLength: 40 })
  .map((entries) => {
    let seq = 0;
    return entries.map(([fact, step]) => aFact((seq += step), fact));
  });
