import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallDetails } from '#contract/call-details.ts';
import type { CallRow } from '#contract/calls.ts';
import type { RevealedPerson } from '#contract/people.ts';
import { capMessage, geocode } from '../support/cap-message.ts';
import { ChildServer } from '../support/child-server.ts';
import { dataKeys } from '../support/data-keys.ts';
import { Desk } from '../support/desk.ts';
import { issued } from '../support/release.ts';
import { cityEnvironment } from '../support/server.ts';
import { SmppStandIn } from '../support/smpp-stand-in.ts';

const fengli = '320623108000';
const question = '王伟：路上积水，人到不齐，几点集合？';
const wait = { interval: 200, timeout: 60_000 };

const centre = new SmppStandIn();
const servers: ChildServer[] = [];
let env: Record<string, string>;
let remove: () => Promise<void>;
let duty: Desk;
let incidentId: string;
let answering: string;
let known: RevealedPerson;

/** Whoever takes the disk has these bytes, whatever the database makes of them. */
function bytesHold(text: string): string[] {
  const folder = join(env.JIAOYING_DATA!, 'database');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name)).filter((path) => readFileSync(path).includes(text));
}

function started(more: Record<string, string> = {}): ChildServer {
  const server = new ChildServer({ ...env, ...more });
  servers.push(server);
  return server;
}

const sealed = { JIAOYING_DATA_KEY: dataKeys.first };

/** A warning for one township, and who got the first message about it. */
async function warned(severity: string): Promise<{ callOutId: string; number: string }> {
  const before = centre.messages.length;
  const area = { areaDesc: '丰利镇', '+geocode': geocode(fengli) };
  const alert = { identifier: crypto.randomUUID() };
  const { body } = await issued(duty, incidentId, capMessage({ alert, info: { severity, headline: '台风预警信号' }, area }));
  await centre.took(before + 1);
  return { callOutId: body.callOutId, number: centre.messages[before]!.to.slice(-11) };
}

async function replies() {
  return (await duty.get<{ replies: { text: string; personId: number; callId: string }[] }>('/api/replies?state=unread')).body.replies;
}

async function revealed(id: number): Promise<RevealedPerson> {
  return (await duty.post<RevealedPerson>(`/api/people/${id}/reveal`, { purpose: '核对转移名单' })).body;
}

beforeAll(async () => {
  await centre.start();
  const city = await cityEnvironment('embedded');
  remove = city.remove;
  env = { ...city.env, JIAOYING_SMPP_URL: centre.url, JIAOYING_LOG: 'debug' };
  const plain = started();
  duty = await Desk.of(await plain.ready(), 'duty');
  incidentId = (await duty.openIncident({ mode: 'actual' })).id;
  answering = (await warned('Moderate')).number;
  expect(await centre.deliver(answering, question)).toBe(0);
  expect((await replies()).map(({ text }) => text)).toEqual([question]);
  known = await revealed((await replies())[0]!.personId);
  await plain.end('SIGTERM');
}, 240_000);

afterAll(async () => {
  for (const server of servers) await server.end('SIGTERM');
  await remove();
  await centre.stop();
});

describe('a server that is given a data key', () => {
  it('finds names, numbers and words in the files as anybody would', () => {
    expect(known.contacts[0]!.address).toBe(answering);
    for (const text of [known.name, answering, question]) expect(bytesHold(text), text).not.toEqual([]);
  });

  it('is killed while it seals them, goes on from there, and is ready once nothing is left', async () => {
    const killed = started(sealed);
    await expect.poll(() => killed.said, wait).toMatch(/sealed: \d+ rows of contact/);
    await killed.end('SIGKILL');
    const server = started(sealed);
    duty = await continued(server);
    expect(server.said).toMatch(/sealed under the data key [0-9a-f]{8}/);
    expect(server.said).not.toMatch(/sealed: \d+ rows of person/);
  });

  it('reveals the same people, and finds out who answers by their number', async () => {
    expect(await revealed(known.id)).toEqual(known);
    const { callOutId, number } = await warned('Severe');
    expect(await centre.deliver(number, '1')).toBe(0);
    const answered = async () => (await duty.calls(callOutId)).filter(({ state }) => state === 'answered');
    await expect.poll(async () => (await answered()).length, wait).toBe(1);
    const [call] = (await answered()) as [CallRow];
    expect(call.maskedName).toMatch(/^\p{Script=Han}\*\*$/u);
    expect(call.phoneEnd).toBe(number.slice(-4));
    const { attempts, receipts } = (await duty.get<CallDetails>(`/api/calls/${call.id}`)).body;
    expect(receipts).toMatchObject([{ via: 'sms', kind: 'heard' }]);
    expect(attempts.some(({ maskedAddress }) => maskedAddress === `${number.slice(0, 3)}****${number.slice(-4)}`)).toBe(true);
  });

  it('keeps what officers write about people sealed, too', async () => {
    const [reply] = await replies();
    expect(reply!.text).toBe(question);
    const { status } = await duty.post('/api/calls/actions', { action: 'note', callIds: [reply!.callId], text: '王伟：母亲卧床，需担架' });
    expect(status).toBeLessThan(300);
    const { notes } = (await duty.get<CallDetails>(`/api/calls/${reply!.callId}`)).body;
    expect(notes).toMatchObject([{ text: '王伟：母亲卧床，需担架' }]);
  });

  it('leaves none of it in the files of the folder, nor in what it says', async () => {
    await servers.at(-1)!.end('SIGTERM');
    for (const text of [known.name, answering, question, '担架']) expect(bytesHold(text), text).toEqual([]);
    const said = servers.map((server) => server.said).join('');
    for (const text of [known.name, answering, question, '担架']) expect(said).not.toContain(text);
  });

  it.each([
    ['without it', {}, /sealed under the data key [0-9a-f]{8}: set JIAOYING_DATA_KEY/],
    ['with what is no key', { JIAOYING_DATA_KEY: 'jiaoying' }, /JIAOYING_DATA_KEY: must be 32 random bytes/],
  ])('is refused %s, in a sentence and with the code of a setting', async (_, more, sentence) => {
    const refused = started(more);
    const { code } = await refused.end();
    expect(refused.said).toMatch(sentence);
    expect(refused.said).not.toMatch(/ready|\n\s+at /);
    expect(code).toBe(78);
  });
});

async function continued(server: ChildServer): Promise<Desk> {
  return Desk.of(await server.ready(), 'duty');
}
