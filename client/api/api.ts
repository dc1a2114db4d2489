import type { AreaCode } from '#contract/areas.ts';
import type { CallId, CallOutId, NewReceipt } from '#contract/calls.ts';
import type { ClockChange, IncidentId, NewIncident } from '#contract/incidents.ts';
import type { RegisterLayerId } from '#contract/layers.ts';
import type { WarningDraft } from '#contract/warning-drafts.ts';
import type { IssuedWarning, WarningId } from '#contract/warnings.ts';
import type { BoundaryCollection } from '../cartography/boundaries.ts';
import { answerTo, call } from './call.ts';

/** What the map and the screens around it ask of the server. */
export const api = {
  session: () => call('get /session'),
  signIn: (username: string, password: string) => call('post /session', { body: { username, password } }),
  enrolWall: (code: string) => call('post /session/wall', { body: { code } }),
  changePassword: (current: string, next: string) => call('put /session/password', { body: { current, next } }),
  signOutEverywhere: () => call('delete /sessions'),
  signOut: () => call('delete /session'),

  config: () => call('get /config'),
  areas: () => call('get /areas'),
  boundaries: async () => (await (await answerTo('get /areas/boundaries')).json()) as BoundaryCollection,
  layers: () => call('get /layers'),
  layer: async (id: RegisterLayerId) => new Uint8Array(await (await answerTo('get /layers/:id', { params: { id } })).arrayBuffer()),
  records: (id: RegisterLayerId, ids: readonly number[]) =>
    call('get /layers/:id/records', { params: { id }, query: { ids: ids.join(',') } }),
  figures: () => call('get /figures'),
  treeProof: () => call('get /tree-proof'),
  typhoons: () => call('get /typhoons'),
  typhoon: (id: string) => call('get /typhoons/:id', { params: { id } }),
  search: (q: string) => call('get /search', { query: { q } }),

  incidents: () => call('get /incidents'),
  openIncident: (wanted: NewIncident) => call('post /incidents', { body: wanted }),
  logMoment: (id: IncidentId, query: { at: string; ahead: number }) => call('get /incidents/:id/log/checkpoint', { params: { id }, query }),
  setClock: (id: IncidentId, change: ClockChange) => call('post /incidents/:id/clock', { params: { id }, body: change }),
  /** What had come in before is answered with the same, and calls nobody again. */
  issueWarning: async (incident: IncidentId, cap: Blob) =>
    issued(await answerTo('post /warnings/cap', { query: { incident }, body: capOf(cap) })),
  issueDraft: async (incident: IncidentId, draft: WarningDraft) => issued(await answerTo('post /warnings', { body: { incident, draft } })),
  readCap: (incident: IncidentId, cap: Blob) => call('post /warnings/cap/read', { query: { incident }, body: capOf(cap) }),
  planDraft: (incident: IncidentId, draft: WarningDraft) => call('post /warnings/plan', { body: { incident, draft } }),
  warning: (id: WarningId) => call('get /warnings/:id', { params: { id } }),

  calls: (id: CallOutId, wanted: { area: AreaCode; cursor?: string }) =>
    call('get /call-outs/:id/calls', { params: { id }, query: { ...wanted, limit: 500 } }),
  answer: (id: CallId, receipt: NewReceipt) => call('post /calls/:id/receipts', { params: { id }, body: receipt }),
  reveal: (id: number, purpose: string) => call('post /people/:id/reveal', { params: { id }, body: { purpose } }),
};

/** Bytes go as they are: the encoding is the sender's. */
function capOf(cap: Blob): Blob {
  return cap.slice(0, cap.size, 'application/cap+xml');
}

async function issued(answer: Response): Promise<{ warning: IssuedWarning; isNew: boolean }> {
  return { warning: (await answer.json()) as IssuedWarning, isNew: answer.status === 201 };
}
