import { Writable } from 'node:stream';
import express from 'express';
import { pino } from 'pino';
import supertest from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RefusalCode } from '#contract/refusals.ts';
import { answerErrors } from '../../../server/kernel/http/http.ts';
import { Refusal } from '../../../server/kernel/refusal.ts';

/** Levels of pino. */
const [info, warn, error] = [30, 40, 50];

describe('a request that is refused', () => {
  let lines: Record<string, unknown>[];
  beforeEach(() => void (lines = []));

  async function refusedWith(thrown: unknown): Promise<number> {
    const sink = new Writable({
      write: (line: Buffer, _, done) => {
        lines.push(JSON.parse(line.toString()) as Record<string, unknown>);
        done();
      },
    });
    const app = express()
      .post('/api/x/:id', () => {
        throw thrown;
      })
      .use(answerErrors(pino({ level: 'info' }, sink)));
    const { status } = await supertest(app)
      .post('/api/x/7?token=secret-token')
      .set('authorization', 'Bearer secret-token')
      .send({ name: '测试001', phone: '10000000001' });
    return status;
  }

  it.each<RefusalCode>([
    ...(['token/invalid', 'token/revoked', 'signature/invalid', 'signature/replayed', 'watchdog/wrong-key', 'call/not-yours'] as const),
    ...(['area/outside', 'session/not-allowed', 'session/wrong-credentials', 'request/foreign-origin', 'request/too-large'] as const),
    ...(['photo/not-an-image', 'photo/too-many-pixels', 'warning/doctype'] as const),
  ])('with %s is noted as a warning', async (code) => {
    await refusedWith(new Refusal(code));
    expect(lines).toMatchObject([{ level: warn, code, method: 'POST', path: '/api/x/7' }]);
  });

  it.each<RefusalCode>(['policy/cycle', 'policy/zero-delay', 'policy/unknown-post', 'contact/malformed', 'call/unknown', 'token/expired'])(
    'with %s is noted',
    async (code) => {
      await refusedWith(new Refusal(code));
      expect(lines).toMatchObject([{ level: info, code }]);
    },
  );

  it('is noted without what was sent: no name, no number, no token', async () => {
    await refusedWith(new Refusal('token/invalid', [{ path: 'name', reason: '测试001' }]));
    expect(JSON.stringify(lines)).not.toMatch(/测试|1000000|secret/);
  });

  it.each<[string, object]>([
    ['a full disk', { code: '53100', routine: 'mdextend' }],
    ['a spent quota', { code: 'XX000', routine: 'mdextend' }],
  ])('because of %s says so, and is for the operator to see', async (_, about) => {
    expect(await refusedWith(Object.assign(new Error('could not extend file'), about))).toBe(503);
    expect(lines).toMatchObject([{ level: warn, code: 'server/no-room' }]);
  });

  it('because the database takes no more connections may come again', async () => {
    expect(await refusedWith(Object.assign(new Error('sorry, too many clients already'), { code: '53300' }))).toBe(503);
    expect(lines).toMatchObject([{ code: 'server/database-silent' }]);
  });

  it('by mistake is noted as a mistake', async () => {
    expect(await refusedWith(new Error('a bug'))).toBe(500);
    expect(lines).toMatchObject([{ level: error, msg: 'request failed' }]);
  });
});
