import { answersTo } from '../contract/notice-answers.ts';
import { noticeIdOf } from '../contract/notices.ts';
import type { Warning } from '../contract/warnings.ts';
import type { Notice } from '../notices/notices.rules.ts';

/** What people are called about by a version of a warning: its sender's own words, in which language they are. */
export function noticeOf(warning: Warning): Notice {
  const { event, headline, description, instruction } = warning;
  const said = { event, headline, description, instruction };
  return {
    id: noticeIdOf(warning.id),
    incidentId: warning.incidentId,
    kind: 'warning',
    // A sender may leave it empty; what the notice is of must not be.
    subject: warning.identifier || warning.id,
    version: warning.version,
    level: warning.level,
    areas: warning.areas,
    words: { zh: said, en: said },
    answers: answersTo.warning,
    policyId: null,
    sentAt: warning.sent,
    beginsAt: warning.onset ?? warning.effective,
    dueAt: null,
  };
}
