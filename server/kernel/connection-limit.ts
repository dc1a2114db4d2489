import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { Log } from './log.ts';

/**
 * Open files that are not connections of browsers: the database's and its listener's (11), gateways, the modules and streams of the
 * process (about 40), a client's files and photos on their way.
 */
const reservedFiles = 96;

/** A crowd at the door is one line a minute. */
const sayAgainAfterMilliseconds = 60_000;

/**
 * Turns connections away that would take the last open files: without a file the server could not even ask its database, and whoever is
 * in would suffer for a crowd at the door. A page that was turned away comes again by itself.
 *
 * Without effect where the system does not say how many files a process may open.
 */
export function limitConnections(http: Server, log: Log, files = grantedFiles()): void {
  if (files === null) return;
  http.maxConnections = Math.max(1, files - reservedFiles);
  let saidAt = -Infinity;
  http.on('drop', () => {
    if (performance.now() - saidAt < sayAgainAfterMilliseconds) return;
    saidAt = performance.now();
    log.warn({ connections: http.maxConnections, files }, 'turning connections away: the open files left are for the server itself');
  });
}

/** How many files this process may have open, by proc(5); null for no limit and where there is no such file. */
export function grantedFiles(): number | null {
  try {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return limit === undefined ? null : Number(limit);
  } catch {
    return null;
  }
}
