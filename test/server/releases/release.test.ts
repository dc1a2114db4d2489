import { expect, it } from 'vitest';
import { overrideReasonOf } from '../../../server/releases/release.rules.ts';

const awaiting = { state: 'awaitingRelease', requestedBy: 1 } as const;
const override = { override: true, reason: '无人可复核' } as const;

it('lets another person release', () => {
  expect(overrideReasonOf(awaiting, { userId: 2, release: {} })).toBeNull();
});

it('lets anyone release what no person asked for', () => {
  expect(overrideReasonOf({ ...awaiting, requestedBy: null }, { userId: 1, release: {} })).toBeNull();
});

it('refuses whoever asked for it', () => {
  expect(() => overrideReasonOf(awaiting, { userId: 1, release: { override: false } })).toThrow('call-out/same-person');
});

it('keeps the reason for which one person alone releases', () => {
  expect(overrideReasonOf(awaiting, { userId: 1, release: override })).toBe('无人可复核');
});

it('needs no override from a second person', () => {
  expect(overrideReasonOf(awaiting, { userId: 2, release: override })).toBeNull();
});

it.each(['running', 'closed', 'cancelled'] as const)('refuses what is %s', (state) => {
  expect(() => overrideReasonOf({ ...awaiting, state }, { userId: 2, release: override })).toThrow('call-out/not-awaiting');
});
