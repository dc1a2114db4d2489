interface Waiting<T, R> {
  item: T;
  fulfil: (value: R) => void;
  reject: (error: unknown) => void;
}

/**
 * Group commit: makes one run out of all items that arrive while the run before is still busy.
 *
 * A lone item is served at once and waits for nothing; under load the batches grow by themselves, so a commit is paid once per batch
 * instead of once per item. One run is under way at a time. When a run as a whole fails, its two halves are tried again, and so on, so
 * that an item that cannot be served fails alone, after few runs however many there were.
 *
 * @param run serves a batch and answers each item, in order, with its result or with the error that is its alone
 */
export function coalesce<T, R>(run: (items: T[]) => Promise<(R | Error)[]>, limit = 5_000): (item: T) => Promise<R> {
  const queue: Waiting<T, R>[] = [];
  let isBusy = false;

  const drain = async () => {
    isBusy = true;
    while (queue.length > 0) await serve(run, queue.splice(0, limit));
    isBusy = false;
  };
  return (item) =>
    new Promise((fulfil, reject) => {
      queue.push({ item, fulfil, reject });
      if (!isBusy) void drain();
    });
}

/** Settles everyone who waits; never rejects. */
async function serve<T, R>(run: (items: T[]) => Promise<(R | Error)[]>, batch: Waiting<T, R>[]): Promise<void> {
  try {
    const results = await run(batch.map(({ item }) => item));
    if (results.length !== batch.length) throw new Error(`Asked for ${batch.length} results, was given ${results.length}`);
    batch.forEach((waiting, i) => settle(waiting, results[i]!));
  } catch (error) {
    if (batch.length === 1) return batch[0]!.reject(error);
    const half = Math.ceil(batch.length / 2);
    for (const part of [batch.slice(0, half), batch.slice(half)]) await serve(run, part);
  }
}

function settle<T, R>({ fulfil, reject }: Waiting<T, R>, result: R | Error): void {
  if (result instanceof Error) reject(result);
  else fulfil(result);
}
