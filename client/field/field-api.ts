import type { Call, CallId, NewReceipt } from '#contract/calls.ts';
import type { FieldCall } from '#contract/field.ts';
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
}

/** The call of a link. */
export function readCall(token: string): Promise<FieldCall> {
  return request<FieldCall>('/api/field/call', { headers: { authorization: `Bearer ${token}` } });
}

/** Sends an answer; the same receipt id may be sent again and again and counts once. */
export function sendReceipt({ token, callId, receipt }: { token: string; callId: CallId; receipt: NewReceipt }): Promise<Call> {
  return request<Call>(`/api/calls/${callId}/receipts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(receipt),
  });
}

const patienceMilliseconds = 15_000;

async function request<T>(path: string, init: RequestInit): Promise<T> {
  let answer: Response;
  try {
    answer = await fetch(path, { ...init, credentials: 'omit', signal: AbortSignal.timeout(patienceMilliseconds) });
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
