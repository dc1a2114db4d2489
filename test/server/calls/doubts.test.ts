import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CallId } from '#contract/calls.ts';
import { doubtsAbout, type DeviceUse } from '../../../server/calls/doubts.rules.ts';
import { aCall, noon } from '../../support/builders.ts';

const at = (seconds: number) => new Date(Date.parse(noon) + seconds * 1000).toISOString();
const aUse = (about: Partial<DeviceUse> = {}): DeviceUse => ({ device: 'a-phone', callId: randomUUID() as CallId, at: noon, ...about });
const delivered = { call: aCall({ personId: 7 }), reached: [{ personId: 7, reach: 'self', hasLeft: true }] } as const;
const by = { personId: 7 };

describe('an answer from a device', () => {
  const doubts = (use: DeviceUse, earlier: DeviceUse[]) => doubtsAbout(delivered, { by, use, earlier });

  it('is doubted when the device has answered four other calls within a minute', () => {
    const four = [aUse(), aUse(), aUse(), aUse()];
    expect(doubts(aUse({ at: at(60) }), four)).toEqual(['manyFromDevice']);
    expect(doubts(aUse({ at: at(60) }), four.slice(1))).toEqual([]);
  });

  it('is not doubted when the others are longer ago, of another device or of the same call', () => {
    const [old, other, callId] = [aUse({ at: at(-1) }), aUse({ device: 'another' }), randomUUID() as CallId];
    const same = Array.from({ length: 9 }, () => aUse({ callId }));
    expect(doubts(aUse({ callId, at: at(60) }), [...same, aUse(), aUse(), old, other])).toEqual([]);
  });
});

describe('an answer', () => {
  const doubts = (standing: Parameters<typeof doubtsAbout>[0], who: Parameters<typeof doubtsAbout>[1]['by'] = by) =>
    doubtsAbout(standing, { by: who, use: null, earlier: [] });

  it('is doubted when it ends the silence before anything has left for who gives it', () => {
    const waiting = { personId: 7, reach: 'self', hasLeft: false } as const;
    const forAnother = { personId: 8, reach: 'deputy', hasLeft: true } as const;
    expect(doubts({ ...delivered, reached: [waiting, forAnother] })).toEqual(['beforeDelivery']);
    expect(doubts({ ...delivered, reached: [] })).toEqual(['beforeDelivery']);
    expect(doubts(delivered)).toEqual([]);
  });

  it('is not doubted when the call was answered before, on paper or at the desk', () => {
    const undelivered = { ...delivered, reached: [] };
    expect(doubts({ ...undelivered, call: aCall({ personId: 7, answeredAt: noon }) })).toEqual([]);
    expect(doubts(undelivered, { personId: 7, via: 'sheet' })).toEqual([]);
    expect(doubts(undelivered, { userId: 1, areaPrefix: '3206' })).toEqual([]);
  });
});
