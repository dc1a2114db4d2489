import type { Content, StyleDictionary } from 'pdfmake/interfaces';
import { openWorker } from './worker.ts';

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
export type PdfMessage = { chunk: Uint8Array } | { ended: true };

/** Of the worker: a print that needs more is refused by the engine instead of taking the server down. */
const memoryMegabytes = 1_536;

/**
 * The bytes of a document as they are made, in a thread of its own: laying out a county takes seconds, in which calls are answered.
 * Leaving the loop early ends the thread.
 *
 * @throws when the document cannot be laid out
 */
export async function* printPdf(document: PdfDocument): AsyncGenerator<Uint8Array, void> {
  const worker = openWorker('pdf-worker', document, { maxOldGenerationSizeMb: memoryMegabytes });
  const inbox = new Inbox();
  worker.on('message', (message: PdfMessage) => inbox.put(message));
  worker.on('error', (error) => inbox.fail(error));
  worker.on('exit', () => inbox.fail(new Error('The printing thread ended early')));
  try {
    for (let message = await inbox.take(); 'chunk' in message; message = await inbox.take()) yield message.chunk;
  } finally {
    await worker.terminate();
  }
}

/** Messages in the order in which they came, whoever is first: the reader or the message. */
class Inbox {
  readonly #waiting: PdfMessage[] = [];
  #error: Error | undefined;
  #wake: () => void = () => undefined;

  put(message: PdfMessage): void {
    this.#waiting.push(message);
    this.#wake();
  }

  fail(error: Error): void {
    this.#error ??= error;
    this.#wake();
  }

  async take(): Promise<PdfMessage> {
    while (this.#waiting.length === 0) {
      if (this.#error) throw this.#error;
      await new Promise<void>((fulfil) => (this.#wake = fulfil));
    }
    return this.#waiting.shift()!;
  }
}
