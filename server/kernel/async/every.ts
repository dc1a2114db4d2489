/** Work that is done again and again until it is stopped. */
export interface RepeatedWork {
  /** Does the next turn now, or, when the last one began less than a beat ago, as soon as that is over. */
  soon: () => void;
  /** Settles once a turn under way has ended. */
  stop: () => Promise<void>;
}

/**
 * Runs `work` again and again, `intervalMilliseconds` after it last ended, so that it never overlaps itself. What it throws goes to
 * `onError`, and the next turn tries again.
 *
 * @param restMilliseconds how long it rests after a turn when nobody asks for one sooner; at least the interval
 */
export function beat(
  { intervalMilliseconds, restMilliseconds = intervalMilliseconds }: { intervalMilliseconds: number; restMilliseconds?: number },
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
): RepeatedWork {
  let isStopped = false;
  let isRunning = false;
  let isAsked = false;
  let endedAt = -Infinity;
  let turn: Promise<void> = Promise.resolve();
  let timer = setTimeout(begin, intervalMilliseconds);

  function begin(): void {
    [isRunning, isAsked] = [true, false];
    turn = work()
      .then(() => undefined, onError)
      .then(() => {
        isRunning = false;
        endedAt = performance.now();
        if (!isStopped) timer = setTimeout(begin, isAsked ? intervalMilliseconds : restMilliseconds);
      });
  }
  return {
    soon() {
      if (isStopped || isAsked) return;
      isAsked = true;
      if (isRunning) return;
      clearTimeout(timer);
      timer = setTimeout(begin, Math.max(0, endedAt + intervalMilliseconds - performance.now()));
    },
    async stop() {
      isStopped = true;
      clearTimeout(timer);
      await turn;
    },
  };
}

/** {@link beat} that nobody hurries. @returns how to stop */
export function every(intervalMilliseconds: number, work: () => Promise<unknown>, onError: (error: unknown) => void): () => Promise<void> {
  return beat({ intervalMilliseconds }, work, onError).stop;
}
