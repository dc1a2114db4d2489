import type { Socket } from 'socket.io';
import type { z } from 'zod';
import type { Log } from '../kernel/log.ts';
import type { Metrics } from '../kernel/metrics.ts';
import { loudnessOf, Refusal } from '../kernel/refusal.ts';
import { refusalOf } from '../kernel/http/http.ts';

/** At most this many events from one socket in ten seconds; a page sends a handful. */
const eventsPerTenSeconds = 200;

type Acknowledge = (answer: object) => void;

/**
 * The only way to listen to a client's event. Whatever arrives (no acknowledgement, null, a wrong shape, a throwing handler) is
 * answered with a refusal or dropped; it never becomes an unhandled rejection, which would end the process for everybody.
 */
export function handle<T extends z.ZodType>(
  { socket, log, metrics }: { socket: Socket; log: Log; metrics?: Pick<Metrics, 'event'> },
  event: string,
  listener: { takes: T; does: (args: z.output<T>) => Promise<object> },
): void {
  socket.on(event, async (...raw: unknown[]) => {
    const acknowledge = typeof raw.at(-1) === 'function' ? (raw.pop() as Acknowledge) : () => undefined;
    const startedAt = performance.now();
    const note = (outcome: 'ok' | 'refused' | 'failed') => metrics?.event(event, outcome, (performance.now() - startedAt) / 1000);
    try {
      countEvent(socket);
      acknowledge({ ok: true, ...(await listener.does(listener.takes.parse(raw))) });
      note('ok');
    } catch (error) {
      const refusal = refusalOf(error);
      note(refusal.code === 'server/failed' ? 'failed' : 'refused');
      if (refusal.code === 'server/failed') log.error({ err: error, event }, 'socket event failed');
      else log[loudnessOf(refusal)]({ code: refusal.code, event }, 'refused');
      acknowledge({ ok: false, ...refusal.body() });
      if (refusal.code === 'request/too-many') socket.disconnect(true);
    }
  });
}

function countEvent(socket: Socket): void {
  const window = Math.floor(performance.now() / 10_000);
  const data = socket.data as { window?: number; events?: number };
  data.events = data.window === window ? (data.events ?? 0) + 1 : 1;
  data.window = window;
  if (data.events > eventsPerTenSeconds) throw new Refusal('request/too-many');
}
