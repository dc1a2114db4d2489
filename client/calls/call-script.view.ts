import { answersTo } from '#contract/notice-answers.ts';
import type { NoticeKind } from '#contract/notices.ts';
import { digitsOf } from '#contract/reply-digits.ts';

/** What whoever telephones reads out, asks and records. Logs of earlier releases do not say what a call is about: a warning. */
export function scriptAsks(kind: NoticeKind = 'warning') {
  return { ...wordsOf[kind], answers: digitsOf(answersTo[kind]) };
}

const warning = { message: 'script/message', question: 'script/question.words' } as const;
const check = { message: 'script/message.check', question: 'script/question.words.check' } as const;
const wordsOf = {
  warning,
  order: { message: 'script/message.order', question: 'script/question.words.order' },
  check,
  test: check,
} as const;
