import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Response } from 'express';

/** What is sent while it is being made. `fileName`: as which it is saved, in ASCII. */
export interface Sending {
  type: string;
  fileName: string;
  /** Shown by the browser itself; saved by default. */
  isShown?: boolean;
  chunks: AsyncIterable<Uint8Array | string>;
}

/**
 * Sends what is made piece by piece, as fast as the other side takes it. What fails before the first piece is answered like any other
 * failure; later the connection is cut, so that half a file is never taken for a whole one.
 */
export async function sendStream(res: Response, { type, fileName, isShown = false, chunks }: Sending): Promise<void> {
  const pieces = chunks[Symbol.asyncIterator]();
  const first = await pieces.next();
  res.set({ 'content-type': type, 'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename="${fileName}"` });
  async function* all(): AsyncGenerator<Uint8Array | string> {
    try {
      for (let piece = first; !piece.done; piece = await pieces.next()) yield piece.value;
    } finally {
      await pieces.return?.();
    }
  }
  await pipeline(Readable.from(all(), { objectMode: false }), res).catch((error: unknown) => {
    if (!hasLeft(error)) throw error;
  });
}

/** Who closes the page in the middle of a download has done nothing wrong. */
function hasLeft(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | null)?.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
