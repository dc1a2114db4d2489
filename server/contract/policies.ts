import { z } from 'zod';
import { callingChannels } from './channels.ts';
import { warningLevels } from './warnings.ts';

/** Kinds of posts of the administrative tree that a policy may call. */
export const postKinds = [
  'cityDutyDesk',
  'cityCommander',
  'department',
  'countyDutyDesk',
  'countyLead',
  'countyDeputyLead',
  'townshipDutyDesk',
  'townshipHead',
  'townshipLeader',
  'townshipFloodOfficer',
  'townshipEvacuationLead',
  'villageLead',
  'villageFloodWarden',
  'villageGridWorker',
  'guardian',
] as const;

/** Whom a step of a ladder reaches for a call. assignee: whom the desk has handed it to, never a step of a policy. */
export const reaches = ['self', 'deputy', 'superior', 'door', 'assignee'] as const;
export type Reach = (typeof reaches)[number];
/** Whom a policy may reach once the called person has not answered in time. */
export const laterReaches = ['deputy', 'superior', 'door'] as const;
export type LaterReach = (typeof laterReaches)[number];

/** One step of a stamped ladder: who is reached and how, and how long to wait for an answer before the next step. */
export const LadderStep = z.object({
  reaches: z.array(z.enum(reaches)).min(1),
  /** Over all of them at once. */
  channels: z.array(z.enum(callingChannels)).min(1),
  /** Which of a person's addresses, from 1; who has fewer is reached at the last. */
  contact: z.number().int().min(1).max(9),
  /** How far up the tree a superior is looked for: 1 is the direct one. */
  superiorLevel: z.number().int().min(1).max(4),
  waitSeconds: z.number().int().min(1),
});
export type LadderStep = z.infer<typeof LadderStep>;

const TimeOfDay = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'not a time of day');

/** Between `from` and `to`, Beijing time: whether phones ring. Where they do not, the page still shows the call, and the rest waits until morning. */
export const NightRule = z.object({ from: TimeOfDay, to: TimeOfDay, rings: z.boolean() });
export type NightRule = z.infer<typeof NightRule>;

/** May hold {event} {level} {area} {headline} {instruction} {reply} {link}. Empty: the warning's own words. */
export const MessageTemplate = z.object({ zh: z.string().max(500), en: z.string().max(500) });
export type MessageTemplate = z.infer<typeof MessageTemplate>;

/** What an administrator decides for one kind of weather and one level; the ladder follows from it. */
export const PolicyRules = z.object({
  /** Whether a warning of this level calls out by itself when it comes in. */
  callsByItself: z.boolean(),
  postKinds: z.array(z.string()).max(40),
  callsHouseholds: z.boolean(),
  message: MessageTemplate,
  answerWithinMinutes: z.number().min(0).max(1440),
  redials: z.object({ count: z.number().int().min(0).max(10), withinMinutes: z.number().min(0).max(1440) }),
  /**
   * atOnce: every attempt goes over all of them; else the call goes over the first, each redial over the next, and all else over all of
   * them still: it is tried only once.
   */
  channels: z.object({ order: z.array(z.enum(callingChannels)).min(1).max(5), atOnce: z.boolean() }),
  /** Redials go to the second number, where there is one. */
  usesSecondContact: z.boolean(),
  /** Whom each further step reaches once the time to answer has passed; several at once are reached in parallel. The door is last. */
  then: z.array(z.array(z.enum(laterReaches)).min(1)).max(8),
  /** How many levels up the tree the superiors are reached, one step after the other. */
  superiorLevels: z.number().int().min(1).max(4),
  night: NightRule,
  /** After an answer without action, minutes between reminders; null: to have heard is enough, so no reminder and no doubt. */
  reminderMinutes: z.number().min(0).max(1440).nullable(),
});
export type PolicyRules = z.infer<typeof PolicyRules>;

/** Kinds of weather that a policy may be for; a warning's event decides which it is. */
export const weatherKinds = [
  'typhoon',
  'rainstorm',
  'gale',
  'seaGale',
  'thunderstormGale',
  'severeConvection',
  'flood',
  'stormSurge',
] as const;
export type WeatherKind = (typeof weatherKinds)[number];

export const Policy = PolicyRules.extend({
  id: z.string(),
  event: z.enum(weatherKinds).nullable(),
  level: z.enum(warningLevels),
  /** 默认值: as built in, nobody has edited it. */
  isDefault: z.boolean(),
  version: z.number().int(),
  updatedAt: z.string().nullable(),
});
export type Policy = z.infer<typeof Policy>;

/** What is put: the rules, for which weather and level, and the version that was edited, so that two editors do not overwrite each other. */
export const EditedPolicy = PolicyRules.extend({
  event: z.enum(weatherKinds).nullable(),
  level: z.enum(warningLevels),
  version: z.number().int().optional(),
});
export type EditedPolicy = z.infer<typeof EditedPolicy>;

/** The same under its id, which says for which weather and level; said twice it has to be said alike. */
export const PutPolicy = EditedPolicy.partial({ event: true, level: true });
export type PutPolicy = z.infer<typeof PutPolicy>;

/** What edited rules amount to: the steps that each silent call would take. */
export const PolicyPreview = z.object({ ladder: z.array(LadderStep), hasDoor: z.boolean() });
export type PolicyPreview = z.infer<typeof PolicyPreview>;

/** A policy as stamped on a call-out: whom it calls, and the ladder that each call climbs on its own. */
export const CallPolicy = z.object({
  policyId: z.string(),
  event: z.enum(weatherKinds).nullable(),
  level: z.enum(warningLevels),
  isDefault: z.boolean(),
  postKinds: z.array(z.string()),
  callsHouseholds: z.boolean(),
  message: MessageTemplate,
  answerWithinMinutes: z.number().positive(),
  /** Index = rung; the first step is the call itself. A silent call whose last step has waited in vain is unroused, one rung above. */
  ladder: z.array(LadderStep).min(1),
  /** Whether an unroused call sends somebody to the door. */
  hasDoor: z.boolean(),
  night: NightRule,
  reminderMinutes: z.number().positive().nullable(),
});
export type CallPolicy = z.infer<typeof CallPolicy>;
