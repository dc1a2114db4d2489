import type { Leave, NewLeave, NewShifts, Rota, RotaQuery, Shift } from '../contract/duty.ts';
import type { Session } from '../contract/session.ts';
import { insertAudit } from '../audit/audit.store.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { personById, peopleKnown } from '../people/people.store.ts';
import { lockPost } from '../posts/posts.store.ts';
import { insertLeave, leavesOfArea, removeLeave } from './leaves.store.ts';
import { hasOverlap, insertShifts, removeShift, shiftsOfArea } from './shifts.store.ts';

export interface Planner {
  planner: Session;
  now: Date;
}

export async function rotaOf(tx: Tx, query: RotaQuery): Promise<Rota> {
  return { shifts: await shiftsOfArea(tx, query), leaves: await leavesOfArea(tx, query) };
}

/** Adds turns to a post's rota: all of them, or none when one would have two people hold it at once. */
export async function addShifts(tx: Tx, by: Planner, wanted: NewShifts): Promise<Shift[]> {
  const post = await lockPost(tx, wanted.postId);
  if (!post) throw new Refusal('post/unknown');
  const ids = [...new Set(wanted.turns.map(({ personId }) => personId))];
  if ((await peopleKnown(tx, ids)) < ids.length) throw new Refusal('person/unknown');
  const shifts = await insertShifts(tx, post.areaCode, wanted);
  if (await hasOverlap(tx, post.id)) throw new Refusal('shift/overlap');
  const span = [shifts[0]?.startsAt, shifts.at(-1)?.endsAt].join(' to ');
  const subject = `post ${post.id}: ${shifts.length} ${wanted.kind}, ${span}`;
  await audit(tx, by, { action: 'shifts.added', subject, areaCode: post.areaCode });
  return shifts;
}

export async function dropShift(tx: Tx, by: Planner, id: number): Promise<void> {
  const gone = await removeShift(tx, id);
  if (!gone) throw new Refusal('shift/unknown');
  await audit(tx, by, { action: 'shift.removed', subject: `shift ${id} of post ${gone.postId}`, areaCode: gone.areaCode });
}

export async function addLeave(tx: Tx, by: Planner, wanted: NewLeave): Promise<Leave> {
  const person = await personById(tx, wanted.personId);
  if (!person) throw new Refusal('person/unknown');
  const leave = await insertLeave(tx, person.areaCode, wanted);
  const subject = `person ${leave.personId}: ${leave.startsAt} to ${leave.endsAt}`;
  await audit(tx, by, { action: 'leave.added', subject, areaCode: person.areaCode });
  return leave;
}

export async function dropLeave(tx: Tx, by: Planner, id: number): Promise<void> {
  const gone = await removeLeave(tx, id);
  if (!gone) throw new Refusal('leave/unknown');
  await audit(tx, by, { action: 'leave.removed', subject: `leave ${id} of person ${gone.personId}`, areaCode: gone.areaCode });
}

async function audit(tx: Tx, { planner, now }: Planner, line: { action: string; subject: string; areaCode: string }): Promise<void> {
  await insertAudit(tx, { at: now, userId: planner.userId, username: planner.username, ...line });
}
