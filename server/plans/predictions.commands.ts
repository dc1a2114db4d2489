import type { Calibration } from '../contract/plans.ts';
import type { PredictionRecord } from '../contract/predictions.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { incidentsById } from '../incidents/incidents.store.ts';
import type { Tx } from '../kernel/db/db.ts';
import { briefSeconds, nothingLearnt, type Learnt } from './answer-shares.rules.ts';
import { learnFromOver, learnings, learntCells } from './learning.store.ts';
import { calibrationOf, dueScores } from './scores.rules.ts';
import { insertScores, scoredCallOuts, unscored } from './scores.store.ts';

/** What predictions rest on. */
export async function learntSoFar(tx: Tx): Promise<Learnt> {
  const found = await learnings(tx);
  return {
    cells: await learntCells(tx),
    actual: found.find(({ isDrill }) => !isDrill) ?? nothingLearnt.actual,
    drills: found.find(({ isDrill }) => isDrill) ?? nothingLearnt.drills,
  };
}

/** One call-out in a transaction. @returns whether there was one, so that there may be another */
export function learn(tx: Tx, now: Date): Promise<boolean> {
  return learnFromOver(tx, { now, briefSeconds });
}

/** Call-outs that are looked at in one transaction: more than run at once. */
const scoredAtOnce = 500;

/** Holds what was predicted against what happened, at those times that have passed. @returns how many scores were written */
export async function score(tx: Tx, now: Date): Promise<number> {
  const callOuts = await unscored(tx, scoredAtOnce);
  if (callOuts.length === 0) return 0;
  const incidents = await incidentsById(
    tx,
    callOuts.map(({ incidentId }) => incidentId),
  );
  const due = callOuts.flatMap((callOut) => {
    const incident = incidents.get(callOut.incidentId);
    return incident ? dueScores(callOut, incidentNow(incident, now)).map((each) => ({ ...each, callOutId: callOut.id })) : [];
  });
  if (due.length > 0) await insertScores(tx, due);
  return due.length;
}

/** As many call-outs of either kind are told and added up. */
const told = 20;

/** How often bands have held, of actual call-outs or of drills. */
export async function calibrationFor(tx: Tx, isDrill: boolean): Promise<Calibration> {
  return calibrationOf(await scoredCallOuts(tx, { mode: isDrill ? 'exercise' : 'actual', limit: told }));
}

/** How predictions fared, within the reader's scope: call-outs that reach beyond it are not added up. */
export async function predictionRecord(tx: Tx): Promise<PredictionRecord> {
  const actual = await scoredCallOuts(tx, { mode: 'actual', limit: told });
  const drills = await scoredCallOuts(tx, { mode: 'exercise', limit: told });
  return { actual: calibrationOf(actual), drills: calibrationOf(drills), callOuts: [...actual, ...drills] };
}
