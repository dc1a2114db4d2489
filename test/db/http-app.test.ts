import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Router, type Express } from 'express';
import supertest from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedUsers } from '../../server/identity/demo-users.commands.ts';
import { createApp } from '../../server/kernel/http/app.ts';
import { anApp, answered, silentLog } from '../support/app.ts';
import { FakeClock } from '../support/clock.ts';
import { withDatabase } from '../support/database.ts';
import { tinyCity } from '../support/tiny-city.ts';

const policy =
  "default-src 'self';script-src 'self';worker-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data: blob:;connect-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none'";

const folder = mkdtempSync(join(tmpdir(), 'jiaoying-pages-'));
const pages = join(folder, 'dist');
mkdirSync(join(pages, 'assets'), { recursive: true });
writeFileSync(join(pages, 'index.html'), '<title>desk</title>');
writeFileSync(join(pages, 'field.html'), '<title>field</title>');
writeFileSync(join(pages, 'mark.svg'), '<svg/>');
writeFileSync(join(pages, 'assets', 'desk-1a2b3c.js'), `export default ${JSON.stringify('x'.repeat(5000))};`);
writeFileSync(join(folder, 'secret.txt'), 'secret');
afterAll(() => rmSync(folder, { recursive: true }));

const database = withDatabase();
let app: Express;
let duty: ReturnType<typeof supertest.agent>;

beforeAll(async () => {
  await database().asOwner(async (tx) => {
    await tinyCity(tx);
    await seedUsers(tx, 'correct horse');
  });
  const rooms = Router()
    .get('/incidents', () => {
      throw new Error('a bug with 13800000000 in it');
    })
    .get('/typhoons', (_req, res) => void res.json(Array.from({ length: 500 }, () => 'typhoon')))
    .post('/incidents', (req, res) => void res.status(201).json(req.body))
    .get('/nobody-described-this', (_req, res) => void res.json({ secret: true }));
  app = await anApp(database(), { clock: new FakeClock(new Date()), routers: [rooms], clientFolder: pages });
  duty = supertest.agent(app);
  await duty.post('/api/session').send({ username: 'duty', password: 'correct horse' }).expect(200);
});

describe('every answer', () => {
  it.each(['/', '/field', '/api/health', '/api/nothing', '/assets/desk-1a2b3c.js', '/nothing.js'])(
    'of %s carries the policy and hides the server',
    async (path) => {
      const { headers } = await supertest(app).get(path);
      expect(headers['content-security-policy']).toBe(policy);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['referrer-policy']).toBe('same-origin');
      expect(headers['x-powered-by']).toBeUndefined();
    },
  );

  it('names the online base map only where one is set', async () => {
    const withTiles = createApp({ log: silentLog, clientFolder: pages, api: () => null, tileOrigins: ['https://*.tianditu.gov.cn'] });
    const { headers } = await supertest(withTiles).get('/');
    expect(headers['content-security-policy']).toContain("connect-src 'self' https://*.tianditu.gov.cn");
    expect(headers['content-security-policy']).toContain("script-src 'self';");
  });

  it('asks browsers to stay with https only behind https', async () => {
    const secure = createApp({ log: silentLog, clientFolder: pages, api: () => null, https: true });
    expect((await supertest(secure).get('/')).headers['strict-transport-security']).toContain('max-age=');
    expect((await supertest(app).get('/')).headers['strict-transport-security']).toBeUndefined();
  });
});

describe('a server that is starting', () => {
  const starting = createApp({ log: silentLog, clientFolder: '/nowhere', api: () => null });

  it('says so at its health', async () => {
    expect(await answered(supertest(starting).get('/api/health'))).toEqual([503, { status: 'starting' }]);
  });

  it.each(['/api/session', '/api/figures', '/api/nothing', '/'])('refuses %s for now', async (path) => {
    expect(await answered(supertest(starting).get(path))).toEqual([503, { code: 'server/not-ready' }]);
  });
});

describe('health', () => {
  it('says which database, and how many facts there are', async () => {
    expect(await answered(supertest(app).get('/api/health'))).toEqual([200, { status: 'ok', database: 'postgres', seq: 0 }]);
  });
});

describe('the guard', () => {
  it('asks strangers to sign in', async () => {
    expect(await answered(supertest(app).get('/api/typhoons'))).toEqual([401, { code: 'session/required' }]);
  });

  it('asks for HEAD as for GET', async () => {
    await supertest(app).head('/api/typhoons').expect(401);
  });

  it('says of what does not exist that it does not exist', async () => {
    expect((await supertest(app).get('/api/nothing').expect(404)).body).toEqual({ code: 'request/not-found' });
    expect((await duty.get('/api/nothing').expect(404)).body).toEqual({ code: 'request/not-found' });
    expect((await duty.put('/api/session').expect(404)).body).toEqual({ code: 'request/not-found' });
  });

  it('hides from strangers a route that nobody described', async () => {
    await supertest(app).get('/api/nobody-described-this').expect(404);
  });

  it('is not walked around', async () => {
    for (const path of [
      '/api//typhoons',
      '/API/TYPHOONS',
      '/api/typhoons/',
      '/api/session/../typhoons',
      '/api/%74yphoons',
      '/api/figures%2f..%2ftyphoons',
    ]) {
      const { status } = await supertest(app).get(path);
      expect([401, 404], path).toContain(status);
    }
  });
});

describe('a foreign page', () => {
  const foreign = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ];

  it.each(foreign)('changes nothing: %j', async (headers) => {
    for (const answer of [
      await duty.post('/api/incidents').set(headers).send({ name: 'x' }),
      await duty.delete('/api/session').set(headers),
      await supertest(app).post('/api/session').set(headers).send({ username: 'duty', password: 'correct horse' }),
    ]) {
      expect([answer.status, answer.body]).toEqual([403, { code: 'request/foreign-origin' }]);
    }
    await duty.get('/api/session').expect(200);
  });

  it('of our own is let through', async () => {
    const host = '127.0.0.1:8080';
    await duty
      .post('/api/incidents')
      .set({ host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })
      .send({ name: 'x' })
      .expect(201);
  });
});

describe('a body', () => {
  const post = (body: string, type = 'application/json') => duty.post('/api/incidents').set('content-type', type).send(body);

  it.each([
    ['that is cut off', '{"name":'],
    ['that is not JSON', 'name=x'],
    ['that is only a number', '7'],
    ['with U+0000 in a text', '{"name":"a\\u0000b"}'],
    ['with U+0000 far inside', '{"a":[{"b":"\\u0000"}]}'],
  ])('%s is malformed', async (_what, body) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: 'request/invalid' });
  });

  it('of more than 100 KB is too large', async () => {
    const answer = await post(JSON.stringify({ name: 'x'.repeat(101 * 1024) }));
    expect([answer.status, answer.body]).toEqual([413, { code: 'request/too-large' }]);
  });

  it('that unpacks to more than 100 KB is too large', async () => {
    const { gzipSync } = await import('node:zlib');
    const packed = gzipSync(JSON.stringify({ name: 'x'.repeat(10_000_000) }));
    const answer = await duty
      .post('/api/incidents')
      .set({ 'content-type': 'application/json', 'content-encoding': 'gzip' })
      .serialize((body: unknown) => body as string)
      .send(packed as unknown as string);
    expect([answer.status, answer.body]).toEqual([413, { code: 'request/too-large' }]);
  });

  it('in an unknown alphabet or packing is not supported', async () => {
    expect((await post('{}', 'application/json; charset=klingon')).status).toBe(415);
    expect((await duty.post('/api/incidents').set('content-encoding', 'klingon').send({})).status).toBe(415);
  });

  it('that would change the prototype changes nothing', async () => {
    await post('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}').expect(201);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe('an address', () => {
  it.each(['/api/search?q=%00', '/api/people/%00', '/%00'])('%s with U+0000 is malformed', async (path) => {
    expect(await answered(duty.get(path))).toMatchObject([400, { code: 'request/invalid' }]);
  });

  it.each(['/api/incidents/%E0%A4%A', '/%E0%A4%A', '/assets/%E0%A4%A'])('%s that cannot be decoded is never a bug', async (path) => {
    expect((await duty.get(path)).status).toBeLessThan(500);
  });
});

describe('a bug', () => {
  it('is answered without a word of what went wrong', async () => {
    expect(await answered(duty.get('/api/incidents'))).toEqual([500, { code: 'server/failed' }]);
  });
});

describe('answers of the interface', () => {
  it('are kept by nobody on the way, and packed when they are long', async () => {
    const { headers } = await duty.get('/api/typhoons').set('accept-encoding', 'br').expect(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['content-encoding']).toBe('br');
  });

  it('are described for everyone', async () => {
    expect(await answered(supertest(app).get('/api/openapi.json'))).toMatchObject([
      200,
      { openapi: '3.1.0', paths: { '/session': {}, '/warnings/cap': {} } },
    ]);
  });
});

describe('the built client', () => {
  it.each(['/wall', '/registers', '/incidents/7', '/nonsense?x=1'])('says at %s that there is no such page', async (path) => {
    const { text } = await supertest(app).get(path).set('accept', 'text/html').expect(404);
    expect(text).toContain('desk');
    await supertest(app).get(path).set('accept', 'application/json').expect(404).expect('content-type', /json/);
  });

  it.each(['/', '/ledger', '/admin?tab=tree'])('opens the desk at %s', async (path) => {
    const { text, headers } = await supertest(app).get(path).set('accept', 'text/html').expect(200);
    expect(text).toContain('desk');
    expect(headers['cache-control']).toBe('no-cache');
  });

  it.each(['/field?token=abc', '/field/'])("opens the responder's page at %s", async (path) => {
    expect((await supertest(app).get(path).expect(200)).text).toContain('field');
  });

  it('lets files with a hash in their name be kept for good', async () => {
    const { headers } = await supertest(app).get('/assets/desk-1a2b3c.js').expect(200);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await supertest(app).get('/mark.svg')).headers['cache-control']).toBe('no-cache');
  });

  it.each(['/nothing.js', '/assets/old-000000.js', '/socket.io/', '/field.htm', '/assets'])('has nothing at %s', async (path) => {
    expect(await answered(supertest(app).get(path))).toEqual([404, { code: 'request/not-found' }]);
  });

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/..\\secret.txt'])(
    'gives nothing from outside its folder: %s',
    async (path) => {
      const { status, text } = await supertest(app).get(path);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(text).not.toContain('secret');
    },
  );
});
