import type { Clock } from '../kernel/db/clock.ts';
import type { Database } from '../kernel/db/db.ts';
import type { Doorbell } from '../kernel/log/doorbell.ts';
import { beat } from '../kernel/async/every.ts';
import type { Log } from '../kernel/log.ts';
import type { LogAnchors } from '../kernel/log/log-anchors.ts';
import { AnchorKeeper } from './anchors.commands.ts';

const intervalMilliseconds = 1_000;
/** What rings no doorbell is signed as late as that. */
const restMilliseconds = 30_000;

export interface AnchorParts {
  database: Database;
  clock: Clock;
  doorbell: Doorbell;
  log: Log;
  anchors: LogAnchors;
}

/** Signs the heads of logs that grow, once a second at most. @returns how to stop, with everything signed that there is */
export async function startAnchors({ database, clock, doorbell, log, anchors }: AnchorParts): Promise<() => Promise<void>> {
  const keeper = await AnchorKeeper.open(database, anchors);
  const behind = await keeper.fallenBehind();
  for (const one of behind.filter(({ seq }) => seq !== null)) {
    log.error(one, 'a log ends before what was signed of it: it was cut, or an older copy lies in its place');
  }
  const gone = behind.filter(({ seq }) => seq === null).map(({ chain }) => chain);
  if (gone.length > 0) log.warn({ gone }, 'logs that were signed here are not in this database: it is another one, or they were deleted');
  await keeper.keep(clock.now());
  const onError = (err: unknown) => log.error({ err }, 'signing how far the logs go failed, the next turn tries again');
  const turns = beat({ intervalMilliseconds, restMilliseconds }, () => keeper.keep(clock.now()), onError);
  const stopHearing = doorbell.onRing(() => turns.soon());
  return async () => {
    stopHearing();
    await turns.stop();
    await keeper.keep(clock.now(), { isLast: true }).catch(onError);
  };
}
