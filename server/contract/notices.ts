import { z } from 'zod';
import { receiptKindOf, type NoticeAnswer } from './notice-answers.ts';
import type { WarningId } from './warnings.ts';

export const NoticeId = z.uuid().brand<'NoticeId'>();
export type NoticeId = z.infer<typeof NoticeId>;

/** What people are called about. check: whether pages answer, muted. test: the watchdog's own call. */
export const noticeKinds = ['warning', 'order', 'check', 'test'] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** A version of a warning shares its id with its notice. */
export function noticeIdOf(id: WarningId): NoticeId {
  return NoticeId.parse(id);
}

/** What is said in one language. */
export const Wording = z.object({ event: z.string(), headline: z.string(), description: z.string(), instruction: z.string() });
export type Wording = z.infer<typeof Wording>;

/** Whoever is called about a warning reads its sender's words in both, since these are all there are. */
export const NoticeWords = z.object({ zh: Wording, en: Wording });
export type NoticeWords = z.infer<typeof NoticeWords>;

export const noticeAnswers = Object.keys(receiptKindOf) as NoticeAnswer[];
