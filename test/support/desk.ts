import type { CallOutReport, CallRow } from '#contract/calls.ts';
import type { Incident, NewIncident } from '#contract/incidents.ts';
import { capSample } from './cap-message.ts';
import { Follower } from './follower.ts';

export { capSample };

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

interface Sending {
  body?: unknown;
  headers?: Record<string, string>;
}

/** Somebody at a screen: an HTTP client that keeps its session cookie, as a browser does. */
export class Desk {
  readonly url: string;
  #cookie = '';

  constructor(url: string) {
    this.url = url;
  }

  /** A desk at which somebody of the default city has signed in. */
  static async of(url: string, username: string, password = 'jiaoying-demo'): Promise<Desk> {
    const desk = new Desk(url);
    const { status } = await desk.post('/api/session', { username, password });
    if (status !== 200) throw new Error(`${username} was not let in: ${status}`);
    return desk;
  }

  /** A desk of somebody whom an administrator has just added, and who has chosen another password than the given one. */
  static async ofNewcomer(url: string, username: string, { given, own }: { given: string; own: string }): Promise<Desk> {
    const desk = await Desk.of(url, username, given);
    const { status } = await desk.send('PUT', '/api/session/password', { body: { current: given, next: own } });
    if (status !== 200) throw new Error(`${username} could choose no password: ${status}`);
    return desk;
  }

  get cookie(): string {
    return this.#cookie;
  }

  get<T = unknown>(path: string, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('GET', path, { headers });
  }

  post<T = unknown>(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer<T>> {
    return this.send<T>('POST', path, { body, headers });
  }

  /** Sends a CAP message of test/support/cap, or any text. */
  postCap<T = unknown>(incidentId: string, message: string): Promise<Answer<T>> {
    const body = message.endsWith('.xml') ? capSample(message) : message;
    return this.send<T>('POST', `/api/warnings/cap?incident=${incidentId}`, { body, headers: { 'content-type': 'application/cap+xml' } });
  }

  async send<T>(method: string, path: string, { body, headers = {} }: Sending): Promise<Answer<T>> {
    const isText = typeof body === 'string';
    const response = await fetch(this.url + path, {
      method,
      headers: {
        ...(this.#cookie && { cookie: this.#cookie }),
        ...(body !== undefined && !isText && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    });
    const set = response.headers.getSetCookie().at(-1);
    if (set) this.#cookie = set.slice(0, set.indexOf(';'));
    return { status: response.status, headers: response.headers, body: (await bodyOf(response)) as T };
  }

  async openIncident(about: Partial<NewIncident> = {}): Promise<Incident> {
    const wanted = { name: '台风杜苏芮', kind: 'typhoon', mode: 'exercise', ...about };
    const { status, body } = await this.post<Incident>('/api/incidents', wanted);
    if (status !== 201) throw new Error(`The incident was not opened: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  async callOut(id: string): Promise<CallOutReport> {
    return (await this.get<CallOutReport>(`/api/call-outs/${id}`)).body;
  }

  /** Every call of a call-out that this desk may see, page by page. */
  async calls(callOutId: string, wanted: Record<string, string> = {}): Promise<CallRow[]> {
    const rows: CallRow[] = [];
    const query = new URLSearchParams({ limit: '500', ...wanted });
    for (;;) {
      const { body } = await this.get<{ calls: CallRow[]; next: string | null }>(`/api/call-outs/${callOutId}/calls?${query.toString()}`);
      rows.push(...body.calls);
      if (body.next === null) return rows;
      query.set('cursor', body.next);
    }
  }

  /** Opens a live link and follows an incident from `since` on. */
  follow(incidentId: string, since = 0): Promise<Follower> {
    return Follower.of(this, incidentId, since);
  }
}

/** What the browser of a responder sends back: the token of the call's link is all it has. */
export function sendReceipt<T>(url: string, call: Pick<CallRow, 'id' | 'fieldUrl'>, receipt: object): Promise<Answer<T>> {
  const token = new URL(call.fieldUrl, url).searchParams.get('token') ?? '';
  return new Desk(url).post<T>(`/api/calls/${call.id}/receipts`, receipt, { authorization: `Bearer ${token}` });
}

async function bodyOf(response: Response): Promise<unknown> {
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return isJson ? response.json() : response.arrayBuffer();
}
