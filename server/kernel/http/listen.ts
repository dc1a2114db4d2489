import pg from 'pg';
import type { Doorbell } from '../log/doorbell.ts';
import type { Log } from '../log.ts';

const retryMilliseconds = 1_000;
/** A line that died without a word is found out within minutes; without this the system first asks after two hours. */
const keepAliveAfterMilliseconds = 10_000;

/**
 * Hears what other nodes commit, over a connection of its own. NOTIFY is a doorbell, not a letter: what rang while the connection
 * was down is gone, so after each reconnect every watched log is read again.
 *
 * @returns how to stop
 */
export function listen(dependencies: {
  connectionString: string;
  doorbell: Doorbell;
  watched: () => string[];
  log: Log;
}): () => Promise<void> {
  let client: pg.Client | null = null;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  const retry = () => {
    client = null;
    if (isStopped || timer) return;
    timer = setTimeout(() => {
      timer = undefined;
      void connect();
    }, retryMilliseconds);
  };
  const connect = async () => {
    const next = new pg.Client({
      connectionString: dependencies.connectionString,
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveAfterMilliseconds,
    });
    next.on('error', (error) => dependencies.log.warn({ err: error }, 'listening was interrupted'));
    next.on('end', retry);
    next.on('notification', ({ payload }) => ringFor(dependencies.doorbell, payload ?? ''));
    try {
      await next.connect();
      await next.query('listen jiaoying_log');
      client = next;
      for (const incidentId of dependencies.watched()) dependencies.doorbell.ring(incidentId, Number.POSITIVE_INFINITY);
    } catch (error) {
      dependencies.log.warn({ err: error }, 'cannot listen yet');
      await next.end().catch(() => undefined);
      retry(); // a connection that never opened emits no 'end'
    }
  };
  void connect();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await client?.end();
  };
}

function ringFor(doorbell: Doorbell, payload: string): void {
  const [incidentId, seq] = payload.split(' ');
  if (incidentId && seq) doorbell.ring(incidentId, Number(seq));
}
