import { z } from 'zod';
import { AreaCode } from './areas.ts';

export const roles = [
  'dutyOfficer',
  'commander',
  'countyDuty',
  'steward',
  'exerciseDirector',
  'auditor',
  'administrator',
  'securityAdministrator',
  'viewer',
  'wall',
] as const;
export type Role = (typeof roles)[number];

/** Of these three nobody is given two: who sets the system up, who gives rights, and who looks at what both have done. */
export const offices: readonly Role[] = ['administrator', 'securityAdministrator', 'auditor'];

/** What a role may do; the routes ask for a right, never for a role. */
export const rights = [
  'incident.open',
  'incident.clock',
  'incident.close',
  'log.verify',
  'warning.issue',
  'warning.end',
  'order.give',
  'call.release',
  'call.stop',
  'call.answerFor',
  'people.dots',
  'people.reveal',
  'register.edit',
  'policy.edit',
  'duty.edit',
  'tree.read',
  'ledger.read',
  'audit.read',
  'user.edit',
  'system.watch',
] as const;
export type Right = (typeof rights)[number];

export const rightsOfRole: Record<Role, readonly Right[]> = {
  dutyOfficer: [
    'incident.open',
    'incident.clock',
    'incident.close',
    'log.verify',
    'warning.issue',
    'warning.end',
    'order.give',
    'call.answerFor',
    'people.dots',
    'people.reveal',
    'call.release',
    'call.stop',
    'duty.edit',
    'tree.read',
    'ledger.read',
  ],
  commander: [
    'incident.open',
    'incident.clock',
    'incident.close',
    'log.verify',
    'warning.issue',
    'warning.end',
    'order.give',
    'people.dots',
    'people.reveal',
    'call.release',
    'call.stop',
    'tree.read',
    'ledger.read',
  ],
  countyDuty: [
    'incident.open',
    'incident.clock',
    'incident.close',
    'log.verify',
    'warning.issue',
    'warning.end',
    'order.give',
    'call.answerFor',
    'people.dots',
    'people.reveal',
    'call.release',
    'call.stop',
    'duty.edit',
    'tree.read',
    'ledger.read',
  ],
  steward: ['people.dots', 'people.reveal', 'register.edit', 'duty.edit', 'tree.read'],
  exerciseDirector: [
    'incident.open',
    'incident.clock',
    'incident.close',
    'log.verify',
    'warning.issue',
    'warning.end',
    'order.give',
    'call.release',
    'call.stop',
    'ledger.read',
  ],
  auditor: ['log.verify', 'audit.read', 'tree.read', 'ledger.read'],
  administrator: ['log.verify', 'policy.edit', 'duty.edit', 'tree.read', 'system.watch'],
  securityAdministrator: ['log.verify', 'user.edit'],
  viewer: [],
  wall: [],
};

/** The roles that have a right, as the database asks for them. */
export function rolesWith(right: Right): Role[] {
  return roles.filter((role) => rightsOfRole[role].includes(right));
}

export const SignIn = z.object({ username: z.string().min(1).max(64), password: z.string().min(1).max(256) });

export const Session = z.object({
  userId: z.number().int(),
  username: z.string(),
  displayName: z.string(),
  roles: z.array(z.enum(roles)),
  rights: z.array(z.enum(rights)),
  areaCode: AreaCode,
  /** An administrator knows the password: until another is chosen nothing else may be done. */
  mustChoosePassword: z.literal(true).optional(),
});
export type Session = z.infer<typeof Session>;

export function mayDo(session: Session, right: Right): boolean {
  return session.rights.includes(right);
}

/** Whether what people wrote, and where they stood, may be read: more than a screen on the wall has to show. */
export function mayReadWords(session: Session): boolean {
  return mayDo(session, 'call.answerFor') || mayDo(session, 'ledger.read');
}

/** Whether names and numbers may be read in the clear here, for a purpose. Never on a wall, whatever else its user may do: it is photographed. */
export function mayReveal(session: Session): boolean {
  return mayDo(session, 'people.reveal') && !session.roles.includes('wall');
}
