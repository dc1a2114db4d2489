import { describe, expect, it } from 'vitest';
import { demoUsersAllowed } from '../../../server/identity/demo-users.rules.ts';

describe('users with a published password', () => {
  it('exist on the embedded database and while developing', () => {
    expect(demoUsersAllowed({})).toBe(true);
    expect(demoUsersAllowed({ NODE_ENV: 'production' })).toBe(true);
    expect(demoUsersAllowed({ DATABASE_URL: 'postgres://there' })).toBe(true);
  });

  it('never exist on a production database', () => {
    expect(demoUsersAllowed({ DATABASE_URL: 'postgres://there', NODE_ENV: 'production' })).toBe(false);
  });
});
