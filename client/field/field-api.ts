import type { Call, CallId, NewReceipt } from '#contract/calls.ts';
import type { FieldCall, FieldPage, ReceiptPhoto } from '#contract/field.ts';
import type { RefusalBody, RefusalCode } from '#contract/refusals.ts';

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
    return new FieldRefusal(code, code.startsWith('server/') || code === 'request/too-many');
  }

  /** Anything that went wrong, as a refusal: what was not one never reached the server. */
  static of(error: unknown): FieldRefusal {
    return error instanceof FieldRefusal ? error : new FieldRefusal('field/unreachable', true);
  }
}

/** Everything that concerns the holder of a link. */
export function readPage(token: string): Promise<FieldPage> {
  return request('/api/field', { headers: bearer(token) });
}

/** One call with its whole message, by its own link or by that of a person. */
export function readCall({ token, callId }: { token: string; callId?: CallId }): Promise<FieldCall> {
  return request(callId ? `/api/field/call?call=${callId}` : '/api/field/call', { headers: bearer(token) });
}

/** Sends an answer; the same receipt id may be sent again and again and counts once. */
export function sendReceipt({ token, callId, receipt }: { token: string; callId: CallId; receipt: NewReceipt }): Promise<Call> {
  return request(`/api/calls/${callId}/receipts`, {
    method: 'POST',
    headers: { ...bearer(token), 'content-type': 'application/json' },
    body: JSON.stringify(receipt),
  });
}

/** Sends the photo of a receipt that the server has taken; again and again counts once. */
export async function sendPhoto({ token, id, photo }: { token: string; id: string; photo: Blob }): Promise<void> {
  const headers = { ...bearer(token), 'content-type': photo.type || 'application/octet-stream' };
  await request<ReceiptPhoto>(`/api/receipts/${id}/photo`, { method: 'PUT', headers, body: photo }, photoPatienceMilliseconds);
}

const patienceMilliseconds = 15_000;
/** Half a megabyte at 40 kbit/s, the edge of a 2G cell. */
const photoPatienceMilliseconds = 100_000;

function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

async function request<T>(path: string, init: RequestInit, patience = patienceMilliseconds): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, { ...init, credentials: 'omit', signal: AbortSignal.timeout(patience) });
    if (answer.ok) return (await answer.json()) as T;
  } catch {
    throw new FieldRefusal('field/unreachable', true);
  }
  throw await refusalIn(answer);
}

/** A failing or busy server is asked again; a refusal with a reason is final. */
async function refusalIn(answer: Response): Promise<FieldRefusal> {
  const isTemporary = answer.status >= 500 || answer.status === 429 || answer.status === 408;
  const body = (await answer.json().catch(() => null)) as RefusalBody | null;
  return new FieldRefusal(body?.code ?? (isTemporary ? 'server/failed' : 'request/invalid'), isTemporary);
}
