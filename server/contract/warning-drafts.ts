import { z } from 'zod';
import { AreaCode } from './areas.ts';
import { IncidentId } from './incidents.ts';
import { CallOutPlan } from './plans.ts';
import type { WeatherKind } from './policies.ts';
import { Warning, WarningId, warningLevels } from './warnings.ts';

/** Weather that warnings are written about here: what is actually issued in Nantong. */
export const issuedWeathers = [
  'typhoon',
  'rainstorm',
  'gale',
  'seaGale',
  'thunderstormGale',
  'severeConvection',
] as const satisfies readonly WeatherKind[];
export type IssuedWeather = (typeof issuedWeathers)[number];

/** What is wrong with a draft, one word for each cause, at the path of the field: the client says it in both languages. */
export const draftReasons = [
  'missing',
  'too-long',
  'not-a-time',
  'unknown-area',
  'ends-before-it-begins',
  'already-over',
  'begins-too-far-off',
  'not-in-force',
  'replaces-what',
] as const;
export type DraftReason = (typeof draftReasons)[number];

const reason = (word: DraftReason): DraftReason => word;
const text = (longest: number) => z.string().trim().min(1, reason('missing')).max(longest, reason('too-long'));
const time = z.iso.datetime({ offset: true, error: () => reason('not-a-time') });

export const WarningWords = z.object({ headline: text(200), description: text(2_000), instruction: text(1_000) });
export type WarningWords = z.infer<typeof WarningWords>;

/** A warning that is written at the desk, before it is one. */
export const WarningDraft = z
  .object({
    /** Made by whoever writes it: the same draft again is answered alike and calls nobody twice. */
    id: WarningId,
    msgType: z.enum(['Alert', 'Update', 'Cancel']),
    /** The warning in force whose place an Update takes, or that a Cancel ends; null for a new one. */
    replaces: WarningId.nullable(),
    weather: z.enum(issuedWeathers),
    level: z.enum(warningLevels),
    areas: z.array(AreaCode).min(1, reason('missing')).max(400, reason('too-long')),
    /** Null: from the moment in which it is issued. */
    effective: time.nullable(),
    expires: time,
    zh: WarningWords,
    en: WarningWords,
  })
  .superRefine(({ msgType, replaces, effective, expires }, issues) => {
    const raise = (path: string, word: DraftReason) => issues.addIssue({ code: 'custom', path: [path], message: word });
    if ((msgType === 'Alert') !== (replaces === null)) raise('replaces', 'replaces-what');
    if (effective !== null && Date.parse(expires) <= Date.parse(effective)) raise('expires', 'ends-before-it-begins');
  });
export type WarningDraft = z.infer<typeof WarningDraft>;

export const DraftedWarning = z.object({ incident: IncidentId, draft: WarningDraft });
export type DraftedWarning = z.infer<typeof DraftedWarning>;

/**
 * What issuing a warning will do. calls: it rings at once; release: it is made ready for a second person; order: its policy leaves the
 * calling to the desk; ends: it calls off; nobody: it is kept and calls nobody; known: it came before and changes nothing; overtaken: a
 * later version is here already; expired: its time has passed.
 */
export const foreseenOutcomes = ['calls', 'release', 'order', 'ends', 'nobody', 'known', 'overtaken', 'expired'] as const;
export type ForeseenOutcome = (typeof foreseenOutcomes)[number];

const SmsText = z.object({ text: z.string(), characters: z.number().int(), parts: z.number().int() });

/** A warning that has not been issued, as it would be, and what that would do. */
export const ForeseenWarning = z.object({
  outcome: z.enum(foreseenOutcomes),
  warning: Warning,
  /** Versions in force whose place it takes or that it ends. */
  replaces: z.array(Warning.pick({ id: true, event: true, level: true, version: true, callOutId: true, areas: true })),
  /** Null where it calls nobody. */
  plan: CallOutPlan.omit({ warningId: true }).nullable(),
  /**
   * What leaves as a short message, in the words of the policy, for the area with the longest name; null where it calls nobody. English
   * only of a draft, which has English words of its own.
   */
  sms: z.object({ zh: SmsText, en: SmsText.nullable() }).nullable(),
});
export type ForeseenWarning = z.infer<typeof ForeseenWarning>;
