import { z } from 'zod';

/** How somebody stands with the second factor. */
export const SecondFactor = z.object({
  /** By the setting of this installation: release, reveal, export and administration ask for it. */
  isRequired: z.boolean(),
  isEnrolled: z.boolean(),
  /** Since signing in. */
  isShown: z.boolean(),
  recoveryCodesLeft: z.number().int(),
});
export type SecondFactor = z.infer<typeof SecondFactor>;

/** Nobody enrols a phone at a desk that was left open. */
export const EnrolSecondFactor = z.object({ password: z.string().min(1).max(256) });

/** For the authenticator app; shown once. */
export const SecondFactorSecret = z.object({ secret: z.string(), uri: z.string() });
export type SecondFactorSecret = z.infer<typeof SecondFactorSecret>;

/** Six digits of the app, or one of the recovery codes, in any case and with or without hyphens and spaces. */
export const ShownCode = z.object({ code: z.string().min(1).max(40) });

/** Each good once, in place of the phone; shown once. */
export const RecoveryCodes = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
