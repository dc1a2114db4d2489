import { closeSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isRunning, thisProcess, type Holder } from './running-process.js';

/** Said when another server runs on the same data folder. */
export class FolderInUse extends Error {}

/**
 * Makes this process the only one on a data folder: the embedded database has no lock of its own, and two engines on one folder
 * destroy it. A lock left by a killed process is taken over: its pid is gone, or belongs to a process that started at another time.
 *
 * @returns how to give the folder back
 */
export function lockFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'server.pid');
  if (!tryCreate(path)) {
    const holder = readHolder(path);
    if (holder && holder.pid !== process.pid && isRunning(holder)) {
      throw new FolderInUse(`The data folder ${folder} is in use by another server (process ${holder.pid}).`);
    }
    unlinkSync(path);
    if (!tryCreate(path)) throw new FolderInUse(`The data folder ${folder} was just taken by another server.`);
  }
  return () => unlinkSync(path);
}

function tryCreate(path: string): boolean {
  try {
    const file = openSync(path, 'wx', 0o600);
    writeSync(file, JSON.stringify(thisProcess()));
    closeSync(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readHolder(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder;
  } catch {
    return null; // cut off while it was written: whoever wrote it is gone
  }
}
