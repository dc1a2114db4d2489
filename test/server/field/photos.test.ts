import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CallId } from '#contract/calls.ts';
import { photoRefusal, photosPerCall } from '../../../server/field/photos.rules.ts';

const receipt = { callId: randomUUID() as CallId, areaCode: '320623101000', personId: 7, photosOfCall: 0 };
const another = randomUUID() as CallId;
const officer = (areaPrefix: string) => ({ userId: 1, areaPrefix });

describe('a photo may be added', () => {
  it.each([
    ['by who sent the receipt, with a link of that person', { by: { personId: 7 }, boundTo: null }, null],
    ['with the link of the call', { by: { personId: 7 }, boundTo: receipt.callId }, null],
    ['not with the link of another call', { by: { personId: 7 }, boundTo: another }, 'call/not-yours'],
    ['not by anybody else', { by: { personId: 8 }, boundTo: null }, 'call/not-yours'],
    ['by an officer of the area', { by: officer('320623'), boundTo: null }, null],
    ['not by an officer of another, for whom there is no such receipt', { by: officer('320614'), boundTo: null }, 'receipt/unknown'],
  ] as const)('%s', (_who, who, refusal) => {
    expect(photoRefusal(receipt, who)).toBe(refusal);
  });

  it('until the call holds as many as it may', () => {
    const full = { ...receipt, photosOfCall: photosPerCall };
    expect(photoRefusal(full, { by: { personId: 7 }, boundTo: null })).toBe('photo/too-many');
  });
});
