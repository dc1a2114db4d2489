import { watchdogKind } from '../contract/incidents.ts';
import type { Row, Tx } from '../kernel/db/db.ts';

/** How many there are of something, by what tells them apart. */
export interface Stock {
  of: 'calls' | 'help' | 'waiting' | 'waitingSeconds';
  /** The state of a call or of a call for help, or the channel of what waits. */
  label: string;
  number: number;
}

/**
 * What is under way: calls of running call-outs and calls for help of real, open incidents, and what could leave through each gateway now,
 * with for how long the first of it could have; `now` is wall time. Of drills nobody is woken, and their time is another. What waits for a
 * page waits until somebody opens it.
 */
export async function stocks(tx: Tx, now: Date): Promise<Stock[]> {
  return tx.query<Stock & Row>(
    `with real as (select id from incident where state = 'open' and mode = 'actual' and kind <> $2)
     select 'calls' as of, c.state as label, count(*)::int as number
     from call_out o join real on real.id = o.incident_id join call c on c.call_out_id = o.id
     where o.state = 'running' group by c.state
     union all
     select 'help', h.state, count(*)::int from help_request h join real on real.id = h.incident_id
     where h.state in ('open', 'taken') group by h.state
     union all
     select s.of, waiting.channel, case s.of when 'waiting' then waiting.number else waiting.seconds end
     from (
       select a.channel, count(*)::int as number, extract(epoch from $1 - min(coalesce(a.next_at, a.queued_at)))::int as seconds
       from attempt a
       where a.state = 'queued' and a.channel not in ('inApp', 'exercise') and a.incident_mode = 'actual'
         and (a.next_at is null or a.next_at <= $1)
       group by a.channel
     ) waiting cross join (values ('waiting'), ('waitingSeconds')) as s (of)
     order by 1, 2`,
    [now, watchdogKind],
  );
}
