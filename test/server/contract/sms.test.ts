import { describe, expect, it } from 'vitest';
import { smsSize } from '#contract/sms.ts';

describe('the length of a short message', () => {
  it.each([
    [0, 1],
    [1, 1],
    [70, 1],
    [71, 2],
    [134, 2],
    [135, 3],
    [201, 3],
    [202, 4],
  ])('of %i characters is %i parts', (characters, parts) => {
    expect(smsSize('字'.repeat(characters))).toEqual({ characters, parts });
  });

  it('counts a rare character as the two that the centre counts', () => {
    expect(smsSize('𠮷'.repeat(35))).toEqual({ characters: 70, parts: 1 });
    expect(smsSize('𠮷'.repeat(36)).parts).toBe(2);
  });
});
