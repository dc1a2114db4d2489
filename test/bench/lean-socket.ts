import { WebSocket } from 'ws';

/** A frame of Socket.IO: `42["event",...]`, with a number before the bracket when an acknowledgement is wanted. */
const eventFrame = /^42(\d*)\[/;

/** A ping is one character; whatever is longer is an event. */
const pingBytes = 1;

export interface LeanSocketEnds {
  url: string;
  auth?: object;
  cookie?: string;
  /** Every event, as the text of its JSON array: whoever needs it parses it. */
  onEvent?: (json: string) => void;
  /** Events as they came, for sockets of which only the number of events matters: nothing is decoded. */
  onBytes?: (bytes: number) => void;
  /** An acknowledgement of something that was asked. */
  onAnswer?: () => void;
}

/**
 * A Socket.IO client that does the least a client can: thousands of them in one process must not be what is measured. Connects,
 * answers pings, acknowledges with `true` whatever asks for an acknowledgement.
 */
export class LeanSocket {
  readonly #socket: WebSocket;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  static open({ url, auth = {}, cookie, onEvent, onBytes, onAnswer }: LeanSocketEnds): Promise<LeanSocket> {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`, {
      perMessageDeflate: false,
      skipUTF8Validation: true,
      ...(cookie && { headers: { cookie } }),
    });
    return new Promise((fulfil, reject) => {
      socket.once('error', reject);
      let isOpen = false;
      socket.on('message', (data: Buffer) => {
        if (isAnswer(data)) return onAnswer?.();
        if (isOpen && !onEvent && data.length > pingBytes) return onBytes?.(data.length);
        const text = data.toString();
        if (text.startsWith('0')) socket.send(`40${JSON.stringify(auth)}`);
        else if (text === '2') socket.send('3');
        else if (text.startsWith('40')) {
          isOpen = true;
          fulfil(new LeanSocket(socket));
        } else if (text.startsWith('44')) reject(new Error(text));
        else hear(socket, text, onEvent);
      });
    });
  }

  emit(event: string, ...args: unknown[]): void {
    this.#socket.send(`42${JSON.stringify([event, ...args])}`);
  }

  /** Emits, and has it acknowledged. */
  ask(event: string, ...args: unknown[]): void {
    this.#socket.send(`420${JSON.stringify([event, ...args])}`);
  }

  close(): void {
    this.#socket.terminate();
  }
}

/** `43`, an acknowledgement, by its two bytes. */
function isAnswer(data: Buffer): boolean {
  return data[0] === 0x34 && data[1] === 0x33;
}

function hear(socket: WebSocket, text: string, onEvent: LeanSocketEnds['onEvent']): void {
  const frame = eventFrame.exec(text);
  if (!frame) return;
  const acknowledgement = frame[1]!;
  onEvent?.(text.slice(2 + acknowledgement.length));
  if (acknowledgement) socket.send(`43${acknowledgement}[true]`);
}

/** Opens that many, a few dozen at a time: a listener's queue holds only so many that have not been accepted. */
export async function openSockets(count: number, endsOf: (index: number) => LeanSocketEnds): Promise<LeanSocket[]> {
  const sockets: LeanSocket[] = [];
  for (let from = 0; from < count; from += 64) {
    const some = Array.from({ length: Math.min(64, count - from) }, (_, at) => LeanSocket.open(endsOf(from + at)));
    sockets.push(...(await Promise.all(some)));
  }
  return sockets;
}
