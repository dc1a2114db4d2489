import type { AnswerOf, InputOf, OperationName } from '#contract/api.ts';
import type { RefusalBody, RefusalCode } from '#contract/refusals.ts';
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

/** Nobody is signed in any more, or somebody who has to choose a password first: this page can do nothing until they have. */
export function isSessionLost(error: unknown): boolean {
  return error instanceof ApiRefusal && (error.code === 'session/required' || error.code === 'password/must-choose');
}

type Given<N extends OperationName> = N extends OperationName
  ? object extends InputOf<N>
    ? [input?: InputOf<N>]
    : [input: InputOf<N>]
  : never;

/**
 * Carries out an operation of the server: the contract says what it takes, and what it answers.
 *
 * @throws {ApiRefusal} when the server refuses or cannot be reached
 */
export async function call<N extends OperationName>(name: N, ...given: Given<N>): Promise<AnswerOf<N>> {
  const answer = await answerTo(name, ...given);
  return (answer.status === 204 ? undefined : await jsonOf(answer)) as AnswerOf<N>;
}

/** The same where more than the JSON of the answer matters: its status, its bytes, or how far it is. */
export async function answerTo<N extends OperationName>(name: N, ...[input]: Given<N>): Promise<Response> {
  const { path, ...init } = requestOf(name, input);
  const answer = await answered(path, init);
  if (answer.ok) return answer;
  const refusal = refusalFrom(await jsonOf(answer));
  // Asked where it is wanted, and then gone on with: what somebody has entered stays where it is.
  if (refusal.code !== 'second-factor/required' || !(await openSecondFactor('asked'))) throw refusal;
  const again = await answered(path, init);
  if (again.ok) return again;
  throw refusalFrom(await jsonOf(again));
}

interface Input {
  params?: Readonly<Record<string, string | number>>;
  query?: Readonly<Record<string, string | number | boolean | undefined>>;
  body?: unknown;
  signal?: AbortSignal;
}

function requestOf(name: OperationName, { params = {}, query = {}, body, signal }: Input = {}): RequestInit & { path: string } {
  const [method, pattern] = name.split(' ') as [string, string];
  const path = pattern.replace(/:(\w+)/g, (_, part: string) => encodeURIComponent(String(params[part])));
  const search = new URLSearchParams(Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])));
  return {
    method: method.toUpperCase(),
    path: search.size > 0 ? `${path}?${search}` : path,
    ...contentOf(body),
    ...(signal && { signal }),
  };
}

/** Bytes go as they are, under their own type. */
function contentOf(body: unknown): RequestInit {
  if (body === undefined) return {};
  if (body instanceof Blob) return { headers: { 'content-type': body.type }, body };
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
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
