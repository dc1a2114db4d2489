import { describe, expect, it } from 'vitest';
import { roles, type Role } from '#contract/session.ts';
import { defaultLimits, sessionEnd } from '../../../../server/kernel/security/session-limits.ts';
import { noon } from '../../../support/builders.ts';

const signedInAt = new Date(noon);
const afterMinutes = (minutes: number) => new Date(signedInAt.getTime() + minutes * 60_000);
const endOf = (held: Role[], now = signedInAt) => sessionEnd({ roles: held }, { signedInAt, now }, defaultLimits);

describe('a session', () => {
  it('of an auditor ends after an hour without a request', () => {
    expect(endOf(['auditor'])).toEqual(afterMinutes(60));
  });

  it('of an auditor is prolonged by each request, but not beyond the shift', () => {
    expect(endOf(['auditor'], afterMinutes(30))).toEqual(afterMinutes(90));
    expect(endOf(['auditor'], afterMinutes(700))).toEqual(afterMinutes(720));
  });

  it('of a duty officer lasts the shift: a quiet night sends no request', () => {
    expect(endOf(['dutyOfficer'])).toEqual(afterMinutes(720));
  });

  it('of a wall lasts thirty days', () => {
    expect(endOf(['wall'])).toEqual(afterMinutes(30 * 24 * 60));
  });

  it('of who has several roles follows the strictest of them', () => {
    expect(endOf(['dutyOfficer', 'administrator'])).toEqual(afterMinutes(60));
    expect(endOf(['wall', 'dutyOfficer'])).toEqual(afterMinutes(720));
  });

  it('never ends later than its shift, or a wall its month, however it is used', () => {
    for (const role of roles) {
      const last = afterMinutes(role === 'wall' ? defaultLimits.wallMinutes : defaultLimits.shiftMinutes);
      expect(endOf([role], afterMinutes(100_000)), role).toEqual(last);
    }
  });
});
