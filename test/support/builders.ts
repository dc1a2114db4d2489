import { randomUUID } from 'node:crypto';
import type { Call, CallId, CallOut, CallOutId, Tally } from '#contract/calls.ts';
import type { FieldCall } from '#contract/field.ts';
import type { Fact, NewFact } from '#contract/facts.ts';
import type { HelpMark } from '#contract/help.ts';
import type { OrderMark } from '#contract/orders.ts';
import type { LadderStep } from '#contract/policies.ts';
import type { Incident, IncidentId } from '#contract/incidents.ts';
import { rightsOfRole, type Role, type Session } from '#contract/session.ts';
import type { Warning, WarningId } from '#contract/warnings.ts';

/** The moment at which everything built here happens unless the test says otherwise. */
export const noon = '2026-07-26T04:00:00.000Z';

export function anIncident(about: Partial<Incident> = {}): Incident {
  return {
    id: randomUUID() as IncidentId,
    name: '台风杜苏芮',
    kind: 'typhoon',
    mode: 'actual',
    state: 'open',
    areaCode: '320600000000',
    typhoonId: null,
    openedAt: noon,
    clock: null,
    seq: 0,
    ...about,
  };
}

export function aWarning(about: Partial<Warning> = {}): Warning {
  return {
    id: randomUUID() as WarningId,
    incidentId: randomUUID() as IncidentId,
    identifier: '32060041600000_20260726120000',
    sender: 'nantong@example.invalid',
    sent: noon,
    status: 'Actual',
    msgType: 'Alert',
    version: 1,
    state: 'inForce',
    event: '台风',
    eventCode: '11B01',
    level: 'blue',
    senderName: '南通市气象台',
    headline: '南通市气象台发布台风蓝色预警信号',
    description: '预计未来24小时内可能受热带气旋影响。',
    instruction: '请做好防范。',
    effective: null,
    onset: null,
    expires: null,
    placement: 'exact',
    areas: ['320600000000'],
    unknownCodes: [],
    polygons: [],
    callOutId: null,
    receivedAt: noon,
    expired: false,
    notes: [],
    merge: null,
    ...about,
  };
}

export function aCallOut(about: Partial<CallOut> = {}): CallOut {
  return {
    id: randomUUID() as CallOutId,
    incidentId: randomUUID() as IncidentId,
    warningId: randomUUID() as WarningId,
    level: 'blue',
    state: 'running',
    openedAt: noon,
    closedAt: null,
    closeReason: null,
    answerWithinMinutes: 30,
    policyId: 'any-blue',
    policyIsDefault: true,
    requestedBy: null,
    releasedBy: null,
    releasedAt: noon,
    overrideReason: null,
    prediction: null,
    ...about,
  };
}

export function anOrder(about: Partial<OrderMark> = {}): OrderMark {
  return {
    ...{ id: randomUUID() as OrderMark['id'], incidentId: randomUUID() as IncidentId, number: 1, areas: ['320623101000'] },
    ...{ dueAt: '2026-07-26T06:00:00.000Z', givenAt: noon, givenBy: 1, callOutId: randomUUID() as CallOutId },
    ...about,
  };
}

export function aCall(about: Partial<Call> = {}): Call {
  return {
    id: randomUUID() as CallId,
    callOutId: randomUUID() as CallOutId,
    personId: 1,
    postKind: 'townshipDutyDesk',
    areaCode: '320623101000',
    state: 'silent',
    progress: null,
    needHelp: false,
    cannot: false,
    answeredBy: null,
    flags: [],
    rung: 0,
    dueAt: noon,
    calledAt: noon,
    shownAt: null,
    answeredAt: null,
    ...about,
  };
}

/** A step of a ladder over the page alone. */
export function aStep(about: Partial<LadderStep> = {}): LadderStep {
  return { reaches: ['self'], channels: ['inApp'], contact: 1, superiorLevel: 1, waitSeconds: 60, ...about };
}

/** What the page of a responder of Yangkou shows. */
export function aFieldCall(about: Partial<FieldCall> = {}): FieldCall {
  return {
    call: aCall(),
    door: null,
    isOwn: true,
    help: null,
    synthetic: true,
    incidentMode: 'actual',
    areaNameZh: '洋口镇',
    areaNameEn: 'Yangkou Town',
    level: 'blue',
    version: 1,
    sent: noon,
    headline: '南通市气象台发布台风蓝色预警信号',
    description: '预计未来24小时内可能受热带气旋影响。',
    instruction: '请做好防范。',
    message: null,
    callOutState: 'running',
    keeps: { households: 0, people: 0, needs: {} },
    household: null,
    now: noon,
    clockRate: 1,
    ...about,
  };
}

export function aTally(about: Partial<Tally> = {}): Tally {
  const none = { answered: 0, escalated: 0, unroused: 0, unrousedHouseholds: 0, stale: 0, superseded: 0, needHelp: 0, cannot: 0 };
  return { total: 1, silent: 1, ...none, silentSince: noon, ...about };
}

/** A call for help of Yangkou that nobody has taken yet. */
export function aHelp(about: Partial<HelpMark> = {}): HelpMark {
  return {
    ...{ id: randomUUID() as HelpMark['id'], incidentId: randomUUID() as IncidentId, callId: randomUUID() as CallId },
    ...{ callOutId: randomUUID() as CallOutId, level: 'blue', areaCode: '320623101000', householdId: null, personId: 1 },
    ...{ state: 'open', at: noon, askedAt: noon, asks: 1, position: null, center: { lng: 121.04, lat: 32.5 } },
    ...{ takenBy: null, takenAt: null, endedBy: null, endedAt: null },
    ...about,
  };
}

/** A fact as it arrives: what is new in it, and where it stands in the log. */
export function aFact(seq: number, body: NewFact): Fact {
  return { ...body, seq, at: noon };
}

export function aSession(role: Role, about: Partial<Session> = {}): Session {
  return {
    userId: 1,
    username: 'somebody',
    displayName: '某人',
    roles: [role],
    rights: [...rightsOfRole[role]],
    areaCode: '320600000000',
    ...about,
  };
}
