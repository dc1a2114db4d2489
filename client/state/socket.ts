import { io } from 'socket.io-client';
import type { ClientCapabilities } from '#contract/socket.ts';
import type { LinkSocket } from './link.ts';

const reconnect = {
  delayMilliseconds: 500,
  longestMilliseconds: 5_000,
  /** Each screen waits its own random share, so that a restart does not bring all of them back in the same instant. */
  jitter: 0.6,
};

/** The socket of this page, not yet connected; it comes back by itself, also when the server sent it away. */
export function openSocket(): LinkSocket {
  const socket = io({
    autoConnect: false,
    auth: { unpacks: true } satisfies ClientCapabilities,
    withCredentials: true,
    transports: ['websocket', 'polling'],
    reconnectionDelay: reconnect.delayMilliseconds,
    reconnectionDelayMax: reconnect.longestMilliseconds,
    randomizationFactor: reconnect.jitter,
  });
  // The library does not come back by itself after a refused handshake or a disconnect that the server asked for.
  const comeBack = () => {
    if (!socket.active) setTimeout(() => socket.connect(), reconnect.longestMilliseconds * (1 - reconnect.jitter * Math.random()));
  };
  socket.on('connect_error', comeBack);
  socket.on('disconnect', (reason) => {
    if (reason === 'io server disconnect') comeBack();
  });
  return socket;
}
