import { pino, type Logger } from 'pino';

export type Log = Logger;

/** Structured log of the server. No personal data: paths without their query (it may hold a token), ids, counts and codes. */
export function openLog(level: string): Log {
  return pino({ level, base: null, redact: ['req.headers.cookie', 'req.headers.authorization', 'req.query'] });
}
