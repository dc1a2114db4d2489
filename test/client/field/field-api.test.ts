import { afterEach, describe, expect, it, vi } from 'vitest';
import { fieldOperations } from '#contract/api-field.ts';
import { FieldRefusal, readPage, sendPhoto, sendReceipt } from '../../../client/field/field-api.ts';
import { fieldRefusals } from '../../../client/words/field-refusals.ts';
import { aCall } from '../../support/builders.ts';

const call = aCall();
const receiptId = '5a0d8a3c-2f5e-4c53-9a0e-3a3f6f1a7d10';
const html = '<!doctype html><title>Sign in to this network</title>';
const answer = { token: 't', callId: call.id, receipt: { receiptId, kind: 'heard' as const } };
const photo = { token: 't', id: receiptId, photo: new Blob(['x'], { type: 'image/jpeg' }) };

/** Whoever answers at the other end. */
function answering(status: number, body: string): void {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })));
}

async function refusalOf(asking: Promise<unknown>): Promise<Pick<FieldRefusal, 'code' | 'isTemporary'>> {
  const { code, isTemporary } = FieldRefusal.of(
    await asking.then(
      () => null,
      (error: unknown) => error,
    ),
  );
  return { code, isTemporary };
}

afterEach(() => vi.unstubAllGlobals());

describe('a refusal', () => {
  it('has words on this page, whichever operation of the page is refused', () => {
    const declared = fieldOperations.flatMap(({ refusals = [] }) => refusals);
    expect(declared.length).toBeGreaterThan(10);
    expect(declared.filter((code) => !Object.hasOwn(fieldRefusals, code))).toEqual([]);
  });

  it.each([
    [403, 'call/not-yours'],
    [401, 'token/revoked'],
    [400, 'photo/not-an-image'],
  ] as const)('of the server is final: %i %s', async (status, code) => {
    answering(status, JSON.stringify({ code }));
    expect(await refusalOf(sendReceipt(answer))).toEqual({ code, isTemporary: false });
  });

  it.each([403, 404, 407, 302, 511])('by a portal or a proxy on the way passes: %i', async (status) => {
    answering(status, html);
    expect(await refusalOf(sendReceipt(answer))).toMatchObject({ isTemporary: true });
    expect(await refusalOf(sendPhoto(photo))).toMatchObject({ isTemporary: true });
  });

  it.each(['{"code":"AUTH_REQUIRED"}', '{"code":"toString"}', '{"code":403}', '{}', 'null', '"no"'])(
    'that only looks like one of ours passes: %s',
    async (body) => {
      answering(403, body);
      expect(await refusalOf(sendReceipt(answer))).toEqual({ code: 'field/unreachable', isTemporary: true });
    },
  );

  it('of a busy server passes and is named', async () => {
    answering(429, JSON.stringify({ code: 'request/too-many' }));
    expect(await refusalOf(sendReceipt(answer))).toEqual({ code: 'request/too-many', isTemporary: true });
  });
});

describe('an answer', () => {
  it('is taken when the server says how its call stands now', async () => {
    answering(200, JSON.stringify(call));
    expect(await sendReceipt(answer)).toEqual(call);
  });

  it.each([html, '', '{"status":"ok"}', 'null', JSON.stringify(aCall())])('is not taken by who says that all is well: %s', async (body) => {
    answering(200, body);
    expect(await refusalOf(sendReceipt(answer))).toEqual({ code: 'field/unreachable', isTemporary: true });
    expect(await refusalOf(sendPhoto(photo))).toEqual({ code: 'field/unreachable', isTemporary: true });
  });
});

describe('a photo', () => {
  it('is taken when the server names its receipt', async () => {
    answering(200, JSON.stringify({ receiptId, width: 1, height: 1, bytes: 1, position: null }));
    await expect(sendPhoto(photo)).resolves.toBeUndefined();
  });
});

describe('a page', () => {
  it.each([html, '{}', 'null'])('is not made of what a portal shows instead of it: %s', async (body) => {
    answering(200, body);
    expect(await refusalOf(readPage('t'))).toEqual({ code: 'field/unreachable', isTemporary: true });
  });
});
