import { isWithin, type AreaCode } from '../contract/areas.ts';
import type { IncidentId } from '../contract/incidents.ts';
import type { NoticeAnswer } from '../contract/notice-answers.ts';
import type { NoticeId, NoticeKind, NoticeWords } from '../contract/notices.ts';
import type { WarningLevel } from '../contract/warnings.ts';
import { Refusal } from '../kernel/refusal.ts';

/** What people are called about, whoever produced it. Times are the incident's. */
export interface Notice {
  id: NoticeId;
  /** Null: a check, which is of everybody and of no incident. */
  incidentId: IncidentId | null;
  kind: NoticeKind;
  /** What produced it: the identifier of a warning, the number of an order, a check. */
  subject: string;
  version: number;
  /** Of a warning alone. */
  level: WarningLevel | null;
  areas: AreaCode[];
  words: NoticeWords;
  answers: readonly NoticeAnswer[];
  /** The policy that it follows; null: of its weather and level, when it is called out. */
  policyId: string | null;
  sentAt: string;
  /** When what it is about is there. */
  beginsAt: string | null;
  /** Until when it is to be done. */
  dueAt: string | null;
}

/** Nobody warns, orders, updates or calls off beyond the own area. */
export function refuseOutside(areas: readonly AreaCode[], own: AreaCode): void {
  if (!areas.every((area) => isWithin(area, own))) throw new Refusal('area/outside');
}
