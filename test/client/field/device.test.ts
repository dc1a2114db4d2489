import { describe, expect, it } from 'vitest';
import { NewReceipt } from '#contract/calls.ts';
import { deviceName } from '../../../client/field/device.ts';

function aStorage(kept: Record<string, string> = {}) {
  return { kept, getItem: (key: string) => kept[key] ?? null, setItem: (key: string, value: string) => void (kept[key] = value) };
}

const full = {
  getItem: () => null,
  setItem: () => {
    throw new Error('full');
  },
};

describe('the name of a device', () => {
  it('stays the same through reloads, and is another one in another browser', () => {
    const storage = aStorage();
    const name = deviceName(storage);
    expect(deviceName(aStorage({ ...storage.kept }))).toBe(name);
    expect(deviceName(aStorage())).not.toBe(name);
  });

  it.each([
    ['keeps nothing', null],
    ['is full', full],
    ['has kept something else there', aStorage({ 'jiaoying.field.device': '<b>' })],
  ])('is one that the server takes, also where the browser %s', (_what, storage) => {
    expect(NewReceipt.shape.device.safeParse(deviceName(storage))).toMatchObject({ success: true });
  });
});
