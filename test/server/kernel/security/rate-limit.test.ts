import { describe, expect, it } from 'vitest';
import { networkOf } from '../../../../server/kernel/security/rate-limit.ts';

describe('networkOf', () => {
  it('is the address itself for IPv4', () => {
    expect(networkOf('10.1.2.3')).toBe('10.1.2.3');
  });

  it('is one for every address that the holder of an IPv6 network can take', () => {
    expect(networkOf('2001:db8:0:1::1')).toBe(networkOf('2001:db8:0:ff::2'));
    expect(networkOf('2001:db8:0:1::1')).not.toBe(networkOf('2001:db8:0:100::1'));
  });
});
