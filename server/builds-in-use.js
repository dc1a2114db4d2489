import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isRunning, thisProcess } from './kernel/db/running-process.js';

/** Where the programs that run from a build, or serve it, note themselves. */
const users = '.users';

/** Who has just found a build may not have noted itself in it yet. */
const restMilliseconds = 10 * 60_000;

/**
 * Notes that this process needs a build as long as it lives, so that nobody clears it away.
 *
 * @param {string} folder
 */
export function useBuild(folder) {
  const shelf = join(folder, users);
  mkdirSync(shelf, { recursive: true });
  const note = join(shelf, String(process.pid));
  writeFileSync(note, JSON.stringify(thisProcess()));
  process.once('exit', () => rmSync(note, { force: true }));
}

/**
 * Clears away builds that no living process needs any more, and what was left half built. The one that was used last before this one
 * stays: pages that were opened from it go on asking for its parts.
 *
 * @param {string} current the folder that was just built or found
 */
export function clearBuilds(current) {
  const [, ...older] = otherBuilds(current);
  for (const folder of older) if (!isNeeded(folder)) clearAway(folder);
}

/**
 * @param {string} current
 * @returns {string[]} the folders beside it, the one that was used last first
 */
export function otherBuilds(current) {
  const shelf = dirname(current);
  if (!existsSync(shelf)) return [];
  const others = readdirSync(shelf).map((name) => join(shelf, name));
  return others.filter((folder) => folder !== current).sort((one, other) => lastUse(other) - lastUse(one));
}

/** @param {string} folder */
function clearAway(folder) {
  // By another name first: who looks for it while it goes must not find half of it.
  const going = join(dirname(folder), `going-${process.pid}-${basename(folder)}`);
  try {
    renameSync(folder, going);
    rmSync(going, { recursive: true, force: true });
  } catch {
    // Another start clears it away at the same moment.
  }
}

/** @param {string} folder */
function isNeeded(folder) {
  try {
    const maker = /\.(\d+)$/.exec(folder);
    if (maker) return process.kill(Number(maker[1]), 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') return true;
  }
  return holdersOf(folder).some(isRunning) || Date.now() - lastUse(folder) < restMilliseconds;
}

/**
 * @param {string} folder
 * @returns {import('./kernel/db/running-process.js').Holder[]}
 */
function holdersOf(folder) {
  const shelf = join(folder, users);
  if (!existsSync(shelf)) return [];
  return readdirSync(shelf).flatMap((name) => {
    try {
      return [/** @type {import('./kernel/db/running-process.js').Holder} */ (JSON.parse(readFileSync(join(shelf, name), 'utf8')))];
    } catch {
      return []; // cut off while it was written, or its process has just ended
    }
  });
}

/** @param {string} folder */
function lastUse(folder) {
  try {
    return statSync(join(folder, users)).mtimeMs;
  } catch {
    return 0;
  }
}
