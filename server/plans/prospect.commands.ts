import { areaPrefix } from '../contract/areas.ts';
import type { CallOutId } from '../contract/calls.ts';
import type { Incident } from '../contract/incidents.ts';
import type { CallOutPlan, Prediction } from '../contract/plans.ts';
import type { CallPolicy } from '../contract/policies.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import type { Notice } from '../notices/notices.rules.ts';
import { quietUntil } from '../policies/night.rules.ts';
import { recordedTyphoon } from '../typhoons/typhoons.store.ts';
import { arrivals } from './arrival.rules.ts';
import { census, peopleWithoutPath, usableLines } from './audience.store.ts';
import { headcount, linesOf, needsRelease, pageDays, placesOf, queueOf } from './plan.rules.ts';
import type { AudienceWanted, CensusRow, Headcount, Paths, QueuePlace } from './plan.rules.ts';
import { predict } from './prediction.rules.ts';
import { calibrationFor, learntSoFar } from './predictions.commands.ts';

/** A notice that is to be called out by a policy, whether it is kept yet or not. */
export interface PlannedCallOut {
  incident: Incident;
  notice: Pick<Notice, 'areas' | 'level' | 'beginsAt'>;
  policy: CallPolicy;
  /** Call-outs for earlier versions whose calls go on. */
  kept?: readonly CallOutId[];
  /** These posts alone, whatever the policy calls; null or absent: whom the policy calls. */
  posts?: readonly number[] | null;
}

/** What a call-out will be, before it is made. */
export interface Prospect {
  audience: AudienceWanted;
  paths: Paths;
  counted: Headcount;
  queue: QueuePlace[];
  prediction: Prediction;
  isDrill: boolean;
  /** In yuan; a drill costs nothing. */
  cost: number;
  /** Whether a second person has to release it. */
  needsRelease: boolean;
}

/** Counts and reckons by a fixed number of statements, however many people there are. */
export async function prospectOf(tx: Tx, ctx: Ctx, calling: PlannedCallOut): Promise<Prospect> {
  const { incident, notice, policy } = calling;
  const audience = audienceOf(calling, ctx.now);
  const lines = linesOf(policy, await usableLines(tx));
  const startAt = incidentNow(incident, ctx.now);
  const paths = pathsOver(lines, startAt);
  const rows = await census(tx, audience, paths);
  const counted = headcount(rows, lines);
  const isDrill = incident.mode !== 'actual';
  const quietSeconds = isDrill ? 0 : secondsUntil(quietUntil(policy.night, ctx.now), ctx.now);
  const learnt = await learntSoFar(tx);
  const course = predict({ groups: counted.groups, ladder: policy.ladder, lines, startAt, quietSeconds, learnt, isDrill });
  return {
    ...{ audience, paths, counted },
    queue: await queued(tx, calling, { rows, now: startAt }),
    prediction: course.prediction,
    isDrill,
    cost: isDrill ? 0 : course.cost,
    needsRelease: needsRelease(counted.people, notice.level),
  };
}

function secondsUntil(end: Date | null, now: Date): number {
  return end === null ? 0 : (end.getTime() - now.getTime()) / 1000;
}

const pathlessShown = 50;

/** The first of those whom nothing reaches, masked. */
export async function pathlessOf(tx: Tx, { audience, paths, counted }: Prospect): Promise<CallOutPlan['pathless']> {
  return counted.withoutPath === 0 ? [] : peopleWithoutPath(tx, audience, { ...paths, limit: pathlessShown });
}

function audienceOf({ notice, policy, kept = [], posts = null }: PlannedCallOut, now: Date): AudienceWanted {
  const { postKinds, callsHouseholds } = policy;
  return { prefixes: notice.areas.map(areaPrefix), kept, postKinds, callsHouseholds, now, posts };
}

function pathsOver(lines: readonly { id: Paths['gateways'][number] }[], now: Date): Paths {
  return {
    gateways: lines.map(({ id }) => id).filter((id) => id !== 'inApp'),
    seenAfter: new Date(now.getTime() - pageDays * 24 * 60 * 60_000),
  };
}

async function queued(
  tx: Tx,
  { incident, notice }: PlannedCallOut,
  { rows, now }: { rows: readonly CensusRow[]; now: Date },
): Promise<QueuePlace[]> {
  const typhoon = incident.typhoonId && rows.length > 0 ? await recordedTyphoon(tx, incident.typhoonId) : undefined;
  const onset = notice.beginsAt;
  const approach = { track: typhoon?.points ?? [], radii: typhoon?.radii ?? [], onset: onset === null ? null : new Date(onset), now };
  return queueOf(rows, arrivals(placesOf(rows), approach));
}

/** A prospect as it is told before the button. */
export async function planOf(
  tx: Tx,
  { prospect, policy }: { prospect: Prospect; policy: CallPolicy },
): Promise<Omit<CallOutPlan, 'warningId'>> {
  const { groups: _, ...counted } = prospect.counted;
  return {
    ...{ policyId: policy.policyId, policyIsDefault: policy.isDefault },
    ...counted,
    pathless: await pathlessOf(tx, prospect),
    predictedFinishAt: prospect.prediction.finishAt,
    prediction: prospect.prediction,
    calibration: await calibrationFor(tx, prospect.isDrill),
    cost: Math.round(prospect.cost * 100) / 100,
    needsRelease: prospect.needsRelease,
    queue: prospect.queue,
  };
}
