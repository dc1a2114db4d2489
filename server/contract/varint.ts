/** Whole numbers from 0 to 2^53 - 1 in as few bytes as they need: seven bits each, lowest first, the top bit says "more follows". */
export class ByteWriter {
  #bytes: Uint8Array = new Uint8Array(4096);
  #length = 0;

  bytes(chunk: Uint8Array): void {
    this.#reserve(chunk.length);
    this.#bytes.set(chunk, this.#length);
    this.#length += chunk.length;
  }

  unsigned(value: number): void {
    this.#reserve(longestVarint);
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#length++] = rest;
  }

  /** Zigzag: 0, -1, 1, -2 ... become 0, 1, 2, 3 ..., so that small steps in either direction stay short. */
  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }

  finish(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + more));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/** Reads what a {@link ByteWriter} wrote; throws {@link BrokenBytes} on anything else, and never reads past the end. */
export class ByteReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  bytes(length: number): Uint8Array {
    if (length > this.left) throw new BrokenBytes('cut short');
    this.#at += length;
    return this.#bytes.slice(this.#at - length, this.#at);
  }

  unsigned(): number {
    let value = 0;
    let scale = 1;
    for (let read = 0; read < longestVarint; read++) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new BrokenBytes('cut short');
      value += (byte & 127) * scale;
      if (byte < 128) return whole(value);
      scale *= 128;
    }
    throw new BrokenBytes('a number without an end');
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}

/** Bytes that no encoder of ours made: cut short, garbled or hostile. */
export class BrokenBytes extends Error {
  override readonly name = 'BrokenBytes';
}

/** 8 x 7 bits hold every number up to 2^53 - 1. */
const longestVarint = 8;

function whole(value: number): number {
  if (value > Number.MAX_SAFE_INTEGER) throw new BrokenBytes('a number past 2^53');
  return value;
}
