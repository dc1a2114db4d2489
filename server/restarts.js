import { exitCodes } from './exit-codes.js';

/** So often is a server started again; what ends it more often is in the data or in the machine. */
export const restartsAtMost = 5;
export const withinMinutes = 10;

/** Doubled each time. Long enough that a start by hand, which is under way at once, comes first. */
const firstPauseSeconds = 2;

/**
 * @typedef {object} End how a server ended
 * @property {number | null} code
 * @property {string | null} signal
 * @property {boolean} isAsked whether whoever runs the supervisor asked for it
 * @property {boolean} wasReady whether any server of this supervisor has ever been ready
 * @property {number} restarts how often a server was started again within the last {@link withinMinutes}
 */

/**
 * Decides whether a server that ended is started again. One that was ended by somebody is not; neither is one that refused to start, nor
 * a first one that could not: whoever started it stands beside it, and has just been told why.
 *
 * @param {End} end
 * @returns {{ pauseSeconds: number | null, sentence: string | null, code: number }} `pauseSeconds` null: it is over, with that exit code
 */
export function afterEnd({ code, signal, isAsked, wasReady, restarts }) {
  const isEnded = code === 0 || ['SIGINT', 'SIGTERM', 'SIGHUP'].includes(signal ?? '');
  if (isAsked || isEnded) return over(null, code ?? 0);
  if (code === exitCodes.refused || (!wasReady && code !== null)) return over(null, 1);
  if (code === exitCodes.inUse) return over('Another server has taken the place of the one that ended: this one is not needed.', 1);
  const how = signal ? `by ${signal}` : `with code ${String(code)}`;
  if (restarts >= restartsAtMost) {
    const often = `after ${restartsAtMost} restarts in ${withinMinutes} minutes`;
    return over(`The server ended by itself (${how}) ${often}: it is not started again. Why it ended stands above.`, 1);
  }
  const pauseSeconds = firstPauseSeconds * 2 ** restarts;
  const count = `restart ${restarts + 1} of at most ${restartsAtMost} in ${withinMinutes} minutes`;
  return { pauseSeconds, sentence: `The server ended by itself (${how}): it starts again in ${pauseSeconds} s (${count}).`, code: 1 };
}

/**
 * @param {string | null} sentence
 * @param {number} code
 */
function over(sentence, code) {
  return { pauseSeconds: null, sentence, code };
}
