import type { Call, CallId, Progress } from '../contract/calls.ts';

/** What was said of a household that hangs on a call, without what was corrected since. Progress and time are null while nothing was. */
export interface HouseholdSaid {
  callId: CallId;
  householdId: number;
  progress: Progress | null;
  needHelp: boolean;
  cannot: boolean;
  saidAt: string | null;
}

/** A call as it stands for one of its households: whether the called person has answered says nothing of who lives there. */
export function ofHousehold(call: Call, { progress, needHelp, cannot, saidAt }: HouseholdSaid): Call {
  const isOver = call.state === 'stale' || call.state === 'superseded';
  const state = isOver ? call.state : saidAt === null ? 'silent' : 'answered';
  const answeredBy = saidAt === null ? null : 'household';
  return { ...call, state, progress, needHelp, cannot, answeredBy, answeredAt: saidAt, dueAt: null, flags: [] };
}
