import type { Area, AreaCode } from '#contract/areas.ts';
import type { Call, CallId, CallOutId, CallPage, NewReceipt } from '#contract/calls.ts';
import type { Config } from '#contract/config.ts';
import type { Figures } from '#contract/figures.ts';
import type { ClockChange, Incident, IncidentId, NewIncident } from '#contract/incidents.ts';
import type { LayerEntry, RegisterLayerId } from '#contract/layers.ts';
import type { RevealedPerson } from '#contract/people.ts';
import type { RecordCard } from '#contract/records.ts';
import type { RefusalBody, RefusalCode } from '#contract/refusals.ts';
import type { SearchHit } from '#contract/search.ts';
import type { Session } from '#contract/session.ts';
import type { TreeProof } from '#contract/tree-proof.ts';
import type { Typhoon } from '#contract/typhoons.ts';
import type { EndedSessions } from '#contract/users.ts';
import type { ForeseenWarning, WarningDraft } from '#contract/warning-drafts.ts';
import type { IssuedWarning, Warning, WarningId } from '#contract/warnings.ts';
import type { BoundaryCollection } from '../map/boundaries.ts';
import { openSecondFactor } from './second-factor.ts';

/** A refusal of the server, or `app/offline` when no answer came. Its message is its code, and its code a key of the words. */
export class ApiRefusal extends Error {
  readonly code: RefusalCode | 'app/offline';
  readonly issues: NonNullable<RefusalBody['issues']>;

  constructor(code: RefusalCode | 'app/offline', issues: RefusalBody['issues'] = []) {
    super(code);
    this.code = code;
    this.issues = issues;
  }
}

export type TyphoonName = Pick<Typhoon, 'id' | 'nameZh' | 'nameEn'>;

/** Nobody is signed in any more, or somebody who has to choose a password first: this page can do nothing until they have. */
export function isSessionLost(error: unknown): boolean {
  return error instanceof ApiRefusal && (error.code === 'session/required' || error.code === 'password/must-choose');
}

export const api = {
  session: () => get<Session>('/session'),
  signIn: (username: string, password: string) => send<Session>('POST', '/session', { username, password }),
  enrolWall: (code: string) => send<Session>('POST', '/session/wall', { code }),
  changePassword: (current: string, next: string) => send<Session>('PUT', '/session/password', { current, next }),
  signOutEverywhere: () => send<EndedSessions>('DELETE', '/sessions'),
  signOut: () => send<undefined>('DELETE', '/session'),

  config: () => get<Config>('/config'),
  areas: () => get<Area[]>('/areas'),
  boundaries: () => get<BoundaryCollection>('/areas/boundaries'),
  layers: () => get<LayerEntry[]>('/layers'),
  layer: async (id: RegisterLayerId) => new Uint8Array(await (await answerTo(`/layers/${id}`, {})).arrayBuffer()),
  records: (layer: RegisterLayerId, ids: readonly number[]) => get<RecordCard[]>(`/layers/${layer}/records?ids=${ids.join(',')}`),
  figures: () => get<Figures>('/figures'),
  treeProof: () => get<TreeProof>('/tree-proof'),
  typhoons: () => get<TyphoonName[]>('/typhoons'),
  typhoon: (id: string) => get<Typhoon>(`/typhoons/${id}`),
  search: (text: string) => get<SearchHit[]>(`/search?${new URLSearchParams({ q: text })}`),

  incidents: () => get<Incident[]>('/incidents'),
  openIncident: (wanted: NewIncident) => send<Incident>('POST', '/incidents', wanted),
  setClock: (id: IncidentId, change: ClockChange) => send<Incident>('POST', `/incidents/${id}/clock`, change),
  /** What had come in before is answered with the same, and calls nobody again. */
  issueWarning: (incident: IncidentId, cap: Blob) => issued(`/warnings/cap?${new URLSearchParams({ incident })}`, capOf(cap)),
  issueDraft: (incident: IncidentId, draft: WarningDraft) => issued('/warnings', jsonBody('POST', { incident, draft })),
  readCap: (incident: IncidentId, cap: Blob) =>
    request<ForeseenWarning>(`/warnings/cap/read?${new URLSearchParams({ incident })}`, capOf(cap)),
  planDraft: (incident: IncidentId, draft: WarningDraft) => send<ForeseenWarning>('POST', '/warnings/plan', { incident, draft }),
  warning: (id: WarningId) => get<Warning>(`/warnings/${id}`),

  calls: (id: CallOutId, wanted: { area: AreaCode; cursor?: string }) =>
    get<CallPage>(`/call-outs/${id}/calls?${new URLSearchParams({ ...wanted, limit: '500' })}`),
  answer: (id: CallId, receipt: NewReceipt) => send<Call>('POST', `/calls/${id}/receipts`, receipt),
  reveal: (personId: number, purpose: string) => send<RevealedPerson>('POST', `/people/${personId}/reveal`, { purpose }),
};

export function get<T>(path: string): Promise<T> {
  return request<T>(path, {});
}

export function send<T>(method: string, path: string, body?: unknown): Promise<T> {
  return request<T>(path, jsonBody(method, body));
}

function jsonBody(method: string, body: unknown): RequestInit {
  const content = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  return { method, ...content };
}

/** Bytes go as they are: the encoding is the sender's. */
function capOf(cap: Blob): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/cap+xml' }, body: cap };
}

async function issued(path: string, init: RequestInit): Promise<{ warning: IssuedWarning; isNew: boolean }> {
  const answer = await answerTo(path, init);
  return { warning: (await jsonOf(answer)) as IssuedWarning, isNew: answer.status === 201 };
}

async function request<T>(path: string, init: RequestInit): Promise<T> {
  const answer = await answerTo(path, init);
  if (answer.status === 204) return undefined as T;
  return (await jsonOf(answer)) as T;
}

export async function answerTo(path: string, init: RequestInit): Promise<Response> {
  const answer = await answered(path, init);
  if (answer.ok) return answer;
  const refusal = refusalFrom(await jsonOf(answer));
  // Asked where it is wanted, and then gone on with: what somebody has entered stays where it is.
  if (refusal.code !== 'second-factor/required' || !(await openSecondFactor('asked'))) throw refusal;
  const again = await answered(path, init);
  if (again.ok) return again;
  throw refusalFrom(await jsonOf(again));
}

async function answered(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api${path}`, { credentials: 'same-origin', ...init });
  } catch {
    throw new ApiRefusal('app/offline');
  }
}

/** A proxy in between may answer with something that is not ours, and not JSON. */
function jsonOf(answer: Response): Promise<unknown> {
  return answer.json().catch(() => null);
}

function refusalFrom(body: unknown): ApiRefusal {
  const { code, issues } = (body ?? {}) as Partial<RefusalBody>;
  return code ? new ApiRefusal(code, issues) : new ApiRefusal('app/offline');
}
