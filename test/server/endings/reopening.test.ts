import { describe, expect, it } from 'vitest';
import { reopeningStep } from '../../../server/endings/reopening.rules.ts';

const now = new Date('2026-08-01T08:00:00.000Z');
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();

describe('opening a closed incident again', () => {
  it('is asked for by one person and done by another', () => {
    expect(reopeningStep({ state: 'closed', reopening: null }, { userId: 1, now })).toBe('ask');
    expect(reopeningStep({ state: 'closed', reopening: { by: 1, at: hoursAgo(1) } }, { userId: 2, now })).toBe('open');
  });

  it('is never done by the one who asked', () => {
    const asked = { state: 'closed', reopening: { by: 1, at: hoursAgo(11) } } as const;
    expect(() => reopeningStep(asked, { userId: 1, now })).toThrow('incident/same-person');
  });

  it('begins anew where the word was given longer ago than a shift lasts', () => {
    const stale = { state: 'closed', reopening: { by: 1, at: hoursAgo(13) } } as const;
    expect(reopeningStep(stale, { userId: 2, now })).toBe('ask');
    expect(reopeningStep(stale, { userId: 1, now })).toBe('ask');
  });

  it('is refused where the incident is open', () => {
    expect(() => reopeningStep({ state: 'open', reopening: null }, { userId: 1, now })).toThrow('incident/not-closed');
  });
});
