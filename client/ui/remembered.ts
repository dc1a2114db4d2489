/** The function, answering with its last result while it is asked with the same arguments, compared by reference. */
export function remembered<A extends readonly unknown[], R>(work: (...args: A) => R): (...args: A) => R {
  let last: { args: A; result: R } | null = null;
  return (...args) => {
    if (!last || args.some((arg, at) => !Object.is(arg, last?.args[at]))) last = { args, result: work(...args) };
    return last.result;
  };
}
