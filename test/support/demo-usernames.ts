import type { Role } from '#contract/session.ts';

/** Of the demo users, one who has each role. */
export const demoUsernames: Record<Role, string> = {
  dutyOfficer: 'duty',
  commander: 'commander',
  countyDuty: 'rudong',
  steward: 'steward',
  exerciseDirector: 'director',
  auditor: 'auditor',
  administrator: 'admin',
  securityAdministrator: 'security',
  viewer: 'viewer',
  wall: 'wall',
};
