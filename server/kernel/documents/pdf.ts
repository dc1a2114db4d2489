import type { Content, StyleDictionary } from 'pdfmake/interfaces';
import { openWorker } from '../async/worker.ts';

/** A document as plain data, so that it can be handed to another thread. */
export interface PdfDocument {
  title: string;
  content: Content[];
  styles: StyleDictionary;
  /** At the foot of every page, before the number of the page. */
  footer: string;
  /** Across every page, pale: 演练. */
  stamp: string | null;
  /** Texts to be scanned: `{ image: name }` in the content draws the code of `codes[name]`. */
  codes: Record<string, string>;
}

/** What the worker says. */
export type PdfMessage = { share: number } | { chunk: Uint8Array } | { ended: true; pages: number };

/** Of the worker: a print that needs more is refused by the engine instead of taking the server down. */
const memoryMegabytes = 1_536;

export interface Making {
  /** Cut when nobody waits for the document any more: the thread ends at once. */
  signal?: AbortSignal;
  /** How much is done, 0 to 1. */
  onShare?: (share: number) => void;
}

export interface MadePdf {
  bytes: Buffer;
  pages: number;
}

/**
 * Makes a document in a thread of its own: laying out a county takes seconds, in which calls are answered.
 *
 * @throws when the document cannot be laid out, or the reason of the signal once that is cut
 */
export async function makePdf(document: PdfDocument, { signal, onShare }: Making = {}): Promise<MadePdf> {
  signal?.throwIfAborted();
  const worker = openWorker('pdf-worker', document, { maxOldGenerationSizeMb: memoryMegabytes });
  try {
    return await new Promise<MadePdf>((fulfil, reject) => {
      const chunks: Uint8Array[] = [];
      worker.on('message', (message: PdfMessage) => {
        if ('share' in message) onShare?.(message.share);
        else if ('chunk' in message) chunks.push(message.chunk);
        else fulfil({ bytes: Buffer.concat(chunks), pages: message.pages });
      });
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('The printing thread ended early')));
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
  } finally {
    await worker.terminate();
  }
}
