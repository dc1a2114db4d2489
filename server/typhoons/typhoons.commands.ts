import type { Typhoon } from '../contract/typhoons.ts';
import type { Tx } from '../kernel/db/db.ts';
import { Refusal } from '../kernel/refusal.ts';
import { typhoonClass } from './typhoons.rules.ts';
import { recordedTyphoon } from './typhoons.store.ts';

/** A typhoon's track with the class of each point. */
export async function classifiedTyphoon(tx: Tx, id: string): Promise<Typhoon> {
  const typhoon = await recordedTyphoon(tx, id);
  if (!typhoon) throw new Refusal('typhoon/unknown');
  return { ...typhoon, points: typhoon.points.map((point) => ({ ...point, class: typhoonClass(point.windMetersPerSecond) })) };
}
