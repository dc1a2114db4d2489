import { describe, expect, it, vi } from 'vitest';
import { encodeColumns } from '#contract/layer-columns.ts';
import { Register, type RegisterSource } from '../../../client/cartography/register.ts';
import { aRegister, smallBoundaries } from '../../support/small-map.ts';

const teams = encodeColumns(aRegister('teams', [[121.2, 32.5]]));

describe('Register', () => {
  it('fetches a layer once, however often it is wanted', async () => {
    const source = aSource();
    const register = new Register(source);
    await Promise.all([register.want(['teams']), register.want(['teams'])]);
    await register.want(['teams']);
    expect(source.layer).toHaveBeenCalledTimes(1);
    expect(register.layers.get('teams')?.count).toBe(1);
  });

  it.each([
    ['the server does not answer', () => Promise.reject(new Error('offline'))],
    ['the bytes are broken', () => Promise.resolve(teams.slice(0, 20))],
    ['the bytes are not a layer', () => Promise.resolve(new TextEncoder().encode('<html>'))],
  ])('says that a layer failed when %s, keeps the others, and tries again when asked', async (_, broken) => {
    const source = aSource();
    const register = new Register(source);
    source.layer.mockImplementationOnce(broken);
    await register.want(['teams', 'shelters']);
    expect([...register.failed]).toEqual(['teams']);
    expect([...register.layers.keys()]).toEqual(['shelters']);

    await register.want(['teams']);
    expect([...register.failed]).toEqual(['teams']);
    await register.again('teams');
    expect([...register.failed]).toEqual([]);
    expect(register.layers.has('teams')).toBe(true);
  });

  it('asks again by itself, each time after twice as long', async () => {
    vi.useFakeTimers();
    const source = aSource();
    const register = new Register(source);
    source.layer.mockRejectedValue(new Error('offline'));
    await register.want(['teams']);
    await vi.advanceTimersByTimeAsync(59_000);
    expect(source.layer).toHaveBeenCalledTimes(1 + 3); // after 4, 12 and 28 seconds; the next comes at 60
    source.layer.mockResolvedValue(teams);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(register.layers.has('teams')).toBe(true);
    vi.useRealTimers();
  });

  it('forgets what another user was shown', async () => {
    const register = new Register(aSource());
    await register.want(['teams']);
    await register.open();
    expect(register.layers.size).toBe(0);
    expect(register.boundaries.byCode.size).toBe(3);
  });
});

function aSource() {
  return {
    layers: vi.fn<RegisterSource['layers']>(() => Promise.resolve([])),
    boundaries: vi.fn<RegisterSource['boundaries']>(() => Promise.resolve(smallBoundaries.features)),
    layer: vi.fn<RegisterSource['layer']>(() => Promise.resolve(teams)),
    records: vi.fn<RegisterSource['records']>(() => Promise.resolve([])),
    reveal: vi.fn<RegisterSource['reveal']>(() => Promise.reject(new Error('not asked for'))),
  };
}
