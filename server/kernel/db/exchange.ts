const code = (letter: string) => letter.charCodeAt(0);

/** How the answer to each message of a client begins when all is well (PostgreSQL, chapter 55.7); an empty list: in more than one way. */
const beginnings = new Map([
  [code('Q'), []],
  [code('S'), []],
  [code('P'), ['1']],
  [code('B'), ['2']],
  [code('D'), ['t', 'T', 'n']],
  [code('C'), ['3']],
  [code('E'), []],
]);
const sync = code('S');
const query = code('Q');
/** ReadyForQuery without its last byte, the state of the transaction. */
const readyForQuery = [code('Z'), 0, 0, 0, 5];

/** What came back for one message, as it comes in. */
export class EngineReply {
  /** The first byte; undefined when nothing came. */
  first: number | undefined;
  #tail: number[] = [];

  add(data: Uint8Array): void {
    this.first ??= data[0];
    this.#tail = [...this.#tail, ...data.subarray(-readyForQuery.length - 1)].slice(-readyForQuery.length - 1);
  }

  /** Whether it ends by saying that the next statement may come. */
  get isReady(): boolean {
    return this.#tail.length > readyForQuery.length && readyForQuery.every((byte, at) => this.#tail[at] === byte);
  }
}

/**
 * Tells whether a database left a message without the answer that the protocol owes. After an error it owes none until the next Sync;
 * whatever does not begin as expected is taken for one.
 */
export class Exchange {
  #isSkipping = false;

  /** @param kind the first byte of the message */
  isBroken(kind: number | undefined, { first, isReady }: Pick<EngineReply, 'first' | 'isReady'>): boolean {
    const expected = beginnings.get(kind ?? 0);
    if (!expected) return false;
    if (kind === sync || kind === query) {
      this.#isSkipping = false;
      return !isReady;
    }
    if (this.#isSkipping) return false;
    if (first === undefined) return true;
    this.#isSkipping = expected.length > 0 ? !expected.includes(String.fromCharCode(first)) : first === code('E');
    return false;
  }
}
