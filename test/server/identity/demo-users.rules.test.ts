import { describe, expect, it } from 'vitest';
import { demoUsersAllowed } from '../../../server/identity/demo-users.rules.ts';

describe('demo users', () => {
  it.each(['127.0.0.1', '127.8.0.1', 'localhost', '::1', 'LOCALHOST'])('may exist on %s, whichever database', (host) => {
    expect(demoUsersAllowed({ isProduction: false, host })).toBe(true);
  });
  it.each(['0.0.0.0', '::', '10.0.0.7', '192.168.1.127', 'jiaoying.nantong.gov.cn', 'localhost.example', '127.0.0.1.example'])(
    'may not exist where others reach the server: %s',
    (host) => expect(demoUsersAllowed({ isProduction: false, host })).toBe(false),
  );
  it('may not exist in production, also on the own machine', () => {
    expect(demoUsersAllowed({ isProduction: true, host: '127.0.0.1' })).toBe(false);
  });
});
