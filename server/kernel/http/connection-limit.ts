import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { getHeapStatistics } from 'node:v8';
import type { Log } from '../log.ts';
import { limitStrangers } from './strangers.ts';

/**
 * Open files that are not connections of browsers: the database's and its listener's (11), gateways, the modules and streams of the
 * process (about 40), a client's files and photos on their way.
 */
const reservedFiles = 96;

/**
 * Heap that connections may not take: the young generation as `npm start` sets it (three times 64 MB), the program, and what a step of a
 * whole city holds for a moment.
 */
const reservedHeapBytes = 256 * 2 ** 20;

/** An open page holds about 15 KB of heap (8,500 of them ended a process of 200 MB); as much again for what it says and is told. */
const heapBytesPerConnection = 32 * 2 ** 10;

/** A crowd at the door is one line a minute. */
const sayAgainAfterMilliseconds = 60_000;

/** What the system grants this process. `files`: null for no limit. */
export interface Granted {
  files: number | null;
  heapBytes: number;
}

export interface LimitAbout {
  granted?: Granted;
  /** Whether an address is that of a trusted proxy, behind which many are one. */
  isProxy?: (address: string) => boolean;
}

/**
 * Turns connections away that would take the last open files or the last memory: without a file the server could not even ask its
 * database, without memory it ends, and whoever is in would suffer for a crowd at the door. A page that was turned away comes again by
 * itself.
 */
export function limitConnections(http: Server, log: Log, { granted = grantedToProcess(), isProxy = () => false }: LimitAbout = {}): void {
  http.maxConnections = connectionsWithin(granted);
  let saidAt = -Infinity;
  const say = () => {
    if (performance.now() - saidAt < sayAgainAfterMilliseconds) return;
    saidAt = performance.now();
    log.warn(
      { connections: http.maxConnections, ...granted },
      'turning connections away: the files and the memory left are for the server',
    );
  };
  http.on('drop', say);
  limitStrangers(http, isProxy, say);
}

function connectionsWithin({ files, heapBytes }: Granted): number {
  const byFiles = (files ?? Infinity) - reservedFiles;
  const byHeap = Math.floor((heapBytes - reservedHeapBytes) / heapBytesPerConnection);
  return Math.max(1, Math.min(byFiles, byHeap));
}

export function grantedToProcess(): Granted {
  return { files: grantedFiles(), heapBytes: getHeapStatistics().heap_size_limit };
}

/** How many files this process may have open, by proc(5); null for no limit and where there is no such file. */
function grantedFiles(): number | null {
  try {
    const limit = /^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return limit === undefined ? null : Number(limit);
  } catch {
    return null;
  }
}
