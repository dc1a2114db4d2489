import { readFileSync } from 'node:fs';

/**
 * Who holds something: a number alone may belong to another process by now. In JavaScript, because it is asked before anything is built.
 *
 * @typedef {{ pid: number, startedAt: string | null }} Holder
 */

/** @returns {Holder} this process */
export function thisProcess() {
  return { pid: process.pid, startedAt: startOf(process.pid) };
}

/**
 * @param {Holder} holder
 * @returns {boolean} whether that very process still runs
 */
export function isRunning({ pid, startedAt }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ESRCH') return false;
  }
  return startedAt === startOf(pid);
}

/**
 * Field 22 of /proc/pid/stat (start time in ticks since boot); null where there is no /proc, and for a process that has ended and whose
 * parent never asks how: it holds nothing any more.
 *
 * @param {number} pid
 */
function startOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
