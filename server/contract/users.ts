import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { roles } from './session.ts';

export const UserId = z.coerce
  .number()
  .int()
  .positive()
  .max(2 ** 53 - 1);

const Roles = z
  .array(z.enum(roles))
  .min(1)
  .max(roles.length)
  .transform((held) => [...new Set(held)]);
const DisplayName = z.string().trim().min(1).max(40);
/** Its rules are in `password.rules.ts`: what is wrong with a password is said by a code of its own. */
const NewPassword = z.string().max(256);

export const NewUser = z.object({
  username: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z][a-z0-9._-]{1,31}$/, 'a letter, then letters, digits, dots, underscores or hyphens, 2 to 32 in all'),
  displayName: DisplayName,
  roles: Roles,
  areaCode: AreaCode,
  /** A wall needs none: it is enrolled by a code. */
  password: NewPassword.optional(),
});
export type NewUser = z.infer<typeof NewUser>;

/** What is not named stays as it is. */
export const UserChange = z
  .object({
    displayName: DisplayName,
    roles: Roles,
    areaCode: AreaCode,
    disabled: z.boolean(),
    password: NewPassword,
    /** Taken away, from who has lost the phone and the recovery codes. */
    secondFactor: z.literal(false),
  })
  .partial()
  .strict();
export type UserChange = z.infer<typeof UserChange>;

/** A user as administrators see one. */
export const UserAccount = z.object({
  id: z.number().int(),
  username: z.string(),
  displayName: z.string(),
  roles: z.array(z.enum(roles)),
  areaCode: AreaCode,
  disabled: z.boolean(),
  /** Its password stands in the README. */
  demo: z.boolean(),
  /** By whom the password was set: the holder alone should know it. */
  passwordBy: z.enum(['installation', 'administrator', 'holder']),
  /** Another is asked for at the next sign-in, before anything else. */
  mustChoosePassword: z.boolean(),
  /** Whether an authenticator app is enrolled. */
  secondFactor: z.boolean(),
  /** How many are signed in as this user. */
  sessions: z.number().int(),
});
export type UserAccount = z.infer<typeof UserAccount>;

export const OwnPassword = z.object({ current: z.string().min(1).max(256), next: NewPassword });
export type OwnPassword = z.infer<typeof OwnPassword>;

/** Somebody who is signed in. `id` names the session and opens nothing. */
export const OpenSession = z.object({
  id: z.string(),
  userId: z.number().int(),
  username: z.string(),
  displayName: z.string(),
  roles: z.array(z.enum(roles)),
  signedInAt: z.string(),
  endsAt: z.string(),
  address: z.string().nullable(),
  /** As the browser calls itself. */
  agent: z.string().nullable(),
  /** The one that asks. */
  isThis: z.boolean(),
});
export type OpenSession = z.infer<typeof OpenSession>;

/** Which sessions end: all of a user, one, or, when nothing is said, all of the asker's own. */
export const EndedQuery = z.object({
  user: UserId.optional(),
  session: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type EndedQuery = z.infer<typeof EndedQuery>;

export const EndedSessions = z.object({ ended: z.number().int() });
export type EndedSessions = z.infer<typeof EndedSessions>;
