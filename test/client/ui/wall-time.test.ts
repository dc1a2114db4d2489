import { describe, expect, it } from 'vitest';
import { fieldTime, typedTime } from '../../../client/ui/wall-time.ts';

describe('a time that is typed', () => {
  it('is one of Nantong, wherever the desk stands', () => {
    expect(typedTime('2026-07-02T08:00')).toEqual(new Date('2026-07-02T00:00:00Z'));
    expect(fieldTime(new Date('2026-07-02T00:00:00Z'))).toBe('2026-07-02T08:00');
    expect(typedTime('')).toBeNull();
  });
});
