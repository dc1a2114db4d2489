import { afterEach, describe, expect, it, vi } from 'vitest';
import { IncidentId } from '#contract/incidents.ts';
import { answerTo, call } from '../../../client/api/call.ts';

const incident = IncidentId.parse('f0000000-0000-4000-8000-000000000000');

function answering(status: number, body: BodyInit | null) {
  const fetched = vi.fn<typeof fetch>(() => Promise.resolve(new Response(body, { status })));
  vi.stubGlobal('fetch', fetched);
  return () => fetched.mock.calls.map(([path, init]) => ({ path, ...init }));
}

afterEach(() => vi.unstubAllGlobals());

describe('calling an operation', () => {
  it('puts the parts of the path in their places, escaped', async () => {
    const sent = answering(200, '{}');
    await call('put /policies/:id', { params: { id: 'rain/red?' }, body: { rules: [] } as never });
    await call('get /incidents/:id', { params: { id: incident } });
    expect(sent()).toMatchObject([
      { path: '/api/policies/rain%2Fred%3F', method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"rules":[]}' },
      { path: `/api/incidents/${incident}`, method: 'GET' },
    ]);
  });

  it('asks only for what is wanted, escaped', async () => {
    const sent = answering(200, '[]');
    await call('get /search', { query: { q: '洋口 & 镇' } });
    await call('get /areas', { query: {} });
    await call('get /areas');
    expect(sent().map(({ path }) => path)).toEqual(['/api/search?q=%E6%B4%8B%E5%8F%A3+%26+%E9%95%87', '/api/areas', '/api/areas']);
  });

  it('sends bytes as they are, under their own type', async () => {
    const sent = answering(201, '{}');
    const body = new Blob(['<alert/>'], { type: 'application/cap+xml' });
    expect((await answerTo('post /warnings/cap', { query: { incident }, body })).status).toBe(201);
    expect(sent()).toMatchObject([{ headers: { 'content-type': 'application/cap+xml' }, body }]);
  });

  it('answers nothing where nothing is carried', async () => {
    answering(204, null);
    expect(await call('delete /session')).toBeUndefined();
  });

  it('rejects with the code that the server refuses with, and with what it found wrong', async () => {
    const issues = [{ path: 'reason', reason: 'too short' }];
    answering(400, JSON.stringify({ code: 'request/invalid', issues }));
    await expect(call('get /session')).rejects.toMatchObject({ code: 'request/invalid', issues });
  });

  it('counts what is no answer of ours as not reached', async () => {
    answering(502, '<html>Bad gateway</html>');
    await expect(call('get /session')).rejects.toMatchObject({ code: 'app/offline' });
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('failed to fetch')));
    await expect(call('get /session')).rejects.toMatchObject({ code: 'app/offline' });
  });
});
