/**
 * Runs `work` again and again, `intervalMilliseconds` after it last ended, so that it never overlaps itself. What it throws goes to
 * `onError`, and the next turn tries again.
 *
 * @returns how to stop; settles once a turn under way has ended
 */
export function every(intervalMilliseconds: number, work: () => Promise<unknown>, onError: (error: unknown) => void): () => Promise<void> {
  let isStopped = false;
  let turn: Promise<void> = Promise.resolve();
  let timer = setTimeout(begin, intervalMilliseconds);

  function begin(): void {
    turn = work()
      .then(() => undefined, onError)
      .then(() => {
        if (!isStopped) timer = setTimeout(begin, intervalMilliseconds);
      });
  }
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await turn;
  };
}
