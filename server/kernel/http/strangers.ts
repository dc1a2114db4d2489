import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from '../security/rate-limit.ts';

/** Whoever means to say who they are does so in a moment, also over a bad line. */
export const strangerMilliseconds = 10_000;
/** For the HTTP server: ends a request that is begun and not ended, and a connection that says nothing. */
export const strangerPatience = { headersTimeout: strangerMilliseconds, connectionsCheckingInterval: 2_000 };
/** A browser opens six connections and a live link; a few of them may share an address. */
const leastForAnAddress = 24;

const known = new WeakMap<Socket, () => void>();

/**
 * Lets the strangers of one network hold a quarter of the connections at most, and none for long: 204 idle sockets of one machine once
 * held every slot. A stranger is a connection that has shown neither a session nor a link. What comes through a proxy that is trusted has
 * the proxy's address and is not counted here.
 */
export function limitStrangers(http: Server, isProxy: (address: string) => boolean, onDrop: () => void): void {
  const strangers = new Map<string, number>();
  const leave = (network: string) => {
    const left = (strangers.get(network) ?? 1) - 1;
    if (left > 0) strangers.set(network, left);
    else strangers.delete(network);
  };
  http.on('connection', (socket) => {
    const address = socket.remoteAddress;
    if (address === undefined || isProxy(address)) return;
    const network = networkOf(address);
    const held = strangers.get(network) ?? 0;
    if (held >= Math.max(leastForAnAddress, Math.floor(http.maxConnections / 4))) {
      socket.destroy();
      return onDrop();
    }
    strangers.set(network, held + 1);
    let isStranger = true;
    const settle = () => {
      if (isStranger) leave(network);
      isStranger = false;
    };
    known.set(socket, settle);
    socket.once('close', settle);
  });
}

/** This connection has shown who is behind it. */
export function noLongerStranger(socket: Socket): void {
  known.get(socket)?.();
}
