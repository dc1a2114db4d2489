/** What we use of the package `smpp`, which brings no types: SMPP 3.4 sessions and servers. */
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer, Socket } from 'node:net';

  /** A protocol data unit. Which fields are there depends on its command. */
  export interface Pdu {
    command: string;
    command_status: number;
    sequence_number: number;
    system_id?: string;
    password?: string;
    message_id?: string;
    source_addr?: string;
    destination_addr?: string;
    esm_class?: number;
    registered_delivery?: number;
    data_coding?: number;
    /** As it came in, header and all: see `server/kernel/sms/smpp.ts`. */
    short_message?: Buffer;
    message_payload?: Buffer;
    receipted_message_id?: string;
    message_state?: number;
    sar_msg_ref_num?: number;
    sar_total_segments?: number;
    sar_segment_seqnum?: number;
    response(fields?: Record<string, unknown>): Pdu;
  }

  type Answered = (pdu: Pdu) => void;
  type Command = (fields: Record<string, unknown>, answered?: Answered) => boolean;

  export interface Session extends EventEmitter {
    readonly socket: Socket;
    /** False when the connection is not writable: nothing was sent, nothing will be answered. */
    send(pdu: Pdu, answered?: Answered): boolean;
    bind_transceiver: Command;
    submit_sm: Command;
    deliver_sm: Command;
    enquire_link: Command;
    unbind: Command;
    close(closed?: () => void): void;
    destroy(closed?: () => void): void;
  }

  export interface Server extends NetServer {
    sessions: Session[];
  }

  interface Smpp {
    filters: { message: { decode(bytes: Buffer): unknown } };
    connect(options: { host: string; port: number; tls?: boolean }, connected: () => void): Session;
    createServer(options: object, listener: (session: Session) => void): Server;
  }

  const smpp: Smpp;
  export default smpp;
}
