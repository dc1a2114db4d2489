import { randomUUID } from 'node:crypto';
import type { CallId, CallOutId } from '#contract/calls.ts';
import type { IncidentId } from '#contract/incidents.ts';
import type { LedgerEntry } from '#contract/ledger.ts';
import type { NoticeId } from '#contract/notices.ts';
import type { WarningId } from '#contract/warnings.ts';
import { noon } from './builders.ts';

/** An attempt of the ledger: a page of the village lead of Hulu that was shown. */
export function aLedgerEntry(about: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    ...{ number: 'A1', entry: 'attempt', at: noon, incidentId: randomUUID() as IncidentId, incidentName: '台风', incidentMode: 'actual' },
    ...{
      noticeId: randomUUID() as NoticeId,
      noticeKind: 'warning',
      warningId: randomUUID() as WarningId,
      identifier: '32060041600000_20260726120000',
      version: 1,
      event: '台风',
      level: 'red',
    },
    ...{ issuedAt: noon, callOutId: randomUUID() as CallOutId, callId: randomUUID() as CallId, areaCode: '320623101200' },
    ...{ areaNameZh: '浒路村', areaNameEn: 'Hulu Village', orderedBy: '值班员', releasedBy: null, personId: 110, name: '测**' },
    ...{ postKind: 'villageLead', postLevel: 'village', callState: 'silent', reach: 'self', reachedName: '测**', channel: 'inApp' },
    ...{ address: null, reason: 'called', rung: 0, tries: 0, dialledAt: noon, connectedAt: null, answeredAt: null, result: 'shown' },
    ...{
      failure: null,
      heardSeconds: null,
      providerId: null,
      reply: null,
      saidAt: null,
      counts: null,
      household: null,
      replacedBy: null,
      note: null,
      flags: [],
    },
    ...{
      onPostAt: null,
      confirmedOnSite: false,
      closedAt: null,
      closeReason: null,
      closedBy: null,
      closedByWarning: null,
      synthetic: true,
    },
    ...about,
  };
}
