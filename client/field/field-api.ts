import type { Call, CallId, NewReceipt } from '#contract/calls.ts';
import type { FieldCall, FieldPage, ReceiptPhoto } from '#contract/field.ts';
import type { RefusalCode } from '#contract/refusals.ts';
import { fieldRefusals } from '../words/field-refusals.ts';

/** What keeps an answer from arriving. Temporary: the same request may succeed later. */
export class FieldRefusal extends Error {
  readonly code: RefusalCode | 'field/unreachable';
  readonly isTemporary: boolean;

  constructor(code: RefusalCode | 'field/unreachable', isTemporary: boolean) {
    super(code);
    this.code = code;
    this.isTemporary = isTemporary;
  }

  /** A refusal that came without a status: the server's own failures and its being busy pass. */
  static byCode(code: RefusalCode): FieldRefusal {
    return new FieldRefusal(code, code.startsWith('server/') || code === 'request/too-many' || code === 'receipt/too-many');
  }

  /** Anything that went wrong, as a refusal: what was not one never reached the server. */
  static of(error: unknown): FieldRefusal {
    return error instanceof FieldRefusal ? error : new FieldRefusal('field/unreachable', true);
  }
}

/** Everything that concerns the holder of a link. */
export function readPage(token: string): Promise<FieldPage> {
  return request('/api/field', { headers: bearer(token) }, (page) => Array.isArray(page.calls));
}

/** One call with its whole message, by its own link or by that of a person. */
export function readCall({ token, callId }: { token: string; callId?: CallId }): Promise<FieldCall> {
  const path = callId ? `/api/field/call?call=${callId}` : '/api/field/call';
  return request(path, { headers: bearer(token) }, ({ call }) => (callId ? call.id === callId : Boolean(call.id)));
}

/** Sends an answer; the same receipt id may be sent again and again and counts once. */
export function sendReceipt({ token, callId, receipt }: { token: string; callId: CallId; receipt: NewReceipt }): Promise<Call> {
  const headers = { ...bearer(token), 'content-type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify(receipt) };
  return request(`/api/calls/${callId}/receipts`, init, (call) => call.id === callId);
}

/** Sends the photo of a receipt that the server has taken; again and again counts once. */
export async function sendPhoto({ token, id, photo }: { token: string; id: string; photo: Blob }): Promise<void> {
  const headers = { ...bearer(token), 'content-type': photo.type || 'application/octet-stream' };
  const init = { method: 'PUT', headers, body: photo, signal: AbortSignal.timeout(photoPatienceMilliseconds) };
  await request<ReceiptPhoto>(`/api/receipts/${id}/photo`, init, ({ receiptId }) => receiptId === id);
}

const patienceMilliseconds = 15_000;
/** Half a megabyte at 40 kbit/s, the edge of a 2G cell. */
const photoPatienceMilliseconds = 100_000;

function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

/** @param isWhole whether it is what was asked for: a portal or a proxy on the way also answers that all is well, and took nothing */
async function request<T>(path: string, init: RequestInit, isWhole: (body: T) => boolean): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, { signal: AbortSignal.timeout(patienceMilliseconds), ...init, credentials: 'omit' });
    const body = answer.ok ? ((await answer.json()) as T) : null;
    if (body !== null && isWhole(body)) return body;
  } catch {
    throw new FieldRefusal('field/unreachable', true);
  }
  throw await refusalIn(answer);
}

/** A failing or busy server is asked again; a refusal is final only when it gives a reason that is ours. */
async function refusalIn(answer: Response): Promise<FieldRefusal> {
  const isBusy = answer.status >= 500 || answer.status === 429 || answer.status === 408;
  const body = (await answer.json().catch(() => null)) as { code?: unknown } | null;
  const code = body?.code;
  if (isOurs(code)) return new FieldRefusal(code, isBusy);
  return new FieldRefusal(isBusy ? 'server/failed' : 'field/unreachable', true);
}

function isOurs(code: unknown): code is RefusalCode {
  return typeof code === 'string' && Object.hasOwn(fieldRefusals, code);
}
