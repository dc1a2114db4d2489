import express from 'express';
import supertest from 'supertest';
import { describe, expect, it } from 'vitest';
import { answerErrors } from '../../../../server/kernel/http/http.ts';
import { keepSignedBody, requireSignature, signatureOf } from '../../../../server/kernel/security/signed-request.ts';
import { silentLog } from '../../../support/app.ts';
import { noon } from '../../../support/builders.ts';

const secret = 'shared with the gateway';
const now = new Date(noon);
const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);

function doorWith(known: string | undefined) {
  return express()
    .use(express.json({ verify: keepSignedBody }))
    .post('/', (req, res) => res.json({ signature: requireSignature(req, known, now) }))
    .use(answerErrors(silentLog));
}

async function ask(body: string, headers: Record<string, string>, known: string | null = secret): Promise<unknown> {
  const answer = await supertest(doorWith(known ?? undefined))
    .post('/')
    .set('content-type', 'application/json')
    .set(headers)
    .send(body);
  return answer.status === 200 ? 'let in' : (answer.body as { code: string }).code;
}

describe('a signed request', () => {
  it('is let in, to the byte as it was signed', async () => {
    const body = '{ "text":"收到",  "at": 1 }';
    expect(await ask(body, signatureOf(secret, body, now))).toBe('let in');
  });

  it.each([
    ['nothing', {}],
    ['another secret', signatureOf('guessed', '{}', now)],
    ['another body', signatureOf(secret, '{"a":1}', now)],
    ['another time', { ...signatureOf(secret, '{}', now), 'x-jiaoying-timestamp': String(after(1).getTime() / 1000) }],
    ['a time that is none', { ...signatureOf(secret, '{}', now), 'x-jiaoying-timestamp': '-1' }],
    ['a signature that is none', { ...signatureOf(secret, '{}', now), 'x-jiaoying-signature': 'zz' }],
  ])('with %s is refused', async (_, headers) => {
    expect(await ask('{}', headers)).toBe('signature/invalid');
  });

  it('is refused where there is no secret to sign with', async () => {
    expect(await ask('{}', signatureOf('', '{}', now), null)).toBe('signature/invalid');
  });

  it('holds for five minutes either way', async () => {
    const from = [-301, -300, 300, 301].map((seconds) => ask('{}', signatureOf(secret, '{}', after(seconds))));
    expect(await Promise.all(from)).toEqual(['signature/expired', 'let in', 'let in', 'signature/expired']);
  });
});
