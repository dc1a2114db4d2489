import { createHash } from 'node:crypto';
import type { CapAlert } from '../../geodata/feeds/cap-alert.ts';
import { decodeCap } from '../../geodata/feeds/cap-bytes.ts';
import { CapError } from '../../geodata/feeds/cap-error.ts';
import { parseCap } from '../../geodata/feeds/cap.ts';
import type { CapIssue } from '../contract/warnings.ts';
import { Refusal } from '../kernel/refusal.ts';
import { Thread, ThreadLost } from '../kernel/async/thread.ts';
import { placeByBoxes, placeWarning, type Gazetteer, type Placed, type Whereabouts } from './placement.rules.ts';
import { combinedMessage, type CombinedMessage } from './warnings.rules.ts';

/** A message that was read. */
export interface ReadMessage {
  alert: Omit<CapAlert, 'infos'>;
  /** What its blocks say together. */
  gist: CombinedMessage;
  /** The message as text. */
  source: string;
  /** The same for messages that say the same, however they are laid out and encoded. */
  digest: string;
}

export type Task =
  | { kind: 'read'; bytes: Uint8Array; charset: string | null }
  | { kind: 'readText'; source: string }
  | { kind: 'place'; where: Whereabouts; gazetteer: Gazetteer };
type Answer<T> = { done: T } | { code: CapError['code']; issues: CapIssue[] };

/** Smaller messages without outlines are read at once: no parser is held up by so few bytes. */
const smallBytes = 16 * 1024;
const fewCodes = 500;
const limits = { milliseconds: 8_000, memoryMegabytes: 512 };

/**
 * Reads messages and finds where they mean. Whatever could take long does so in a thread of its own and within a time, so that answers to
 * calls never wait for the worst message.
 */
export class CapReader {
  readonly #thread = new Thread('cap-worker', limits);

  /** @throws Refusal for what cannot be read, and for what cannot be read in time */
  async read(bytes: Uint8Array, charset: string | null): Promise<ReadMessage> {
    return this.#read({ kind: 'read', bytes, charset }, isSmall(bytes));
  }

  /** Whether a text that was kept says the same as a message. */
  async isSame(message: ReadMessage, source: string): Promise<boolean> {
    if (source === message.source) return true;
    try {
      const read = await this.#read({ kind: 'readText', source }, source.length <= smallBytes && !hasOutlines(source));
      return read.digest === message.digest;
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }

  /** Where looking takes too long, the boxes around its outlines stand in for them. */
  async place(where: Whereabouts, gazetteer: Gazetteer): Promise<Placed> {
    if (where.polygons.length === 0 && where.geocodes.length <= fewCodes) return placeWarning(where, gazetteer);
    try {
      const answer = await this.#think<Placed>({ kind: 'place', where, gazetteer });
      if ('done' in answer) return answer.done;
    } catch (error) {
      if (!(error instanceof ThreadLost)) throw error;
    }
    return placeByBoxes(where, gazetteer);
  }

  close(): Promise<void> {
    return this.#thread.close();
  }

  async #read(task: Task, isSmall: boolean): Promise<ReadMessage> {
    const answer = isSmall ? answerTo<ReadMessage>(task) : await this.#think<ReadMessage>(task).catch(tooComplex);
    if ('done' in answer) return answer.done;
    throw new Refusal(`warning/${answer.code}`, answer.issues);
  }

  async #think<T>(task: Task): Promise<Answer<T>> {
    return (await this.#thread.run(task)) as Answer<T>;
  }
}

function tooComplex(error: unknown): Answer<never> {
  if (error instanceof ThreadLost) return { code: 'malformed', issues: [{ path: 'alert', reason: 'too-complex' }] };
  throw error;
}

/** Does what the thread is asked for. */
export function answerTo<T>(task: Task): Answer<T> {
  try {
    return { done: doneFor(task) as T };
  } catch (error) {
    if (error instanceof CapError) return { code: error.code, issues: error.issues };
    throw error;
  }
}

function doneFor(task: Task): ReadMessage | Placed {
  switch (task.kind) {
    case 'read':
      return readText(decodeCap(task.bytes, task.charset));
    case 'readText':
      return readText(task.source);
    case 'place':
      return placeWarning(task.where, task.gazetteer);
  }
}

function readText(source: string): ReadMessage {
  const read = parseCap(source);
  // Its blocks hold everything once more, and would have to travel between threads.
  const { infos: _, ...alert } = read;
  return { alert, gist: combinedMessage(read), source, digest: digestOf(read) };
}

/** Without times of sending: feeds cut them, and what they then tell is no other message. White space is layout. */
function digestOf({ notes: _, ...alert }: CapAlert): string {
  const text = JSON.stringify(alert, (key, value: unknown) => {
    if (key === 'sent') return undefined;
    return typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : value;
  });
  return createHash('sha256').update(text).digest('hex');
}

function isSmall(bytes: Uint8Array): boolean {
  return bytes.length <= smallBytes && !bytes.includes(0) && !hasOutlines(Buffer.from(bytes).toString('latin1'));
}

function hasOutlines(text: string): boolean {
  return /polygon|circle/.test(text);
}
