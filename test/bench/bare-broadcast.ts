import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { WebSocketServer } from 'ws';

/**
 * What fan-out is measured against: the same bytes to every socket as fast as the library can, nothing stored, nobody asked who they
 * are. `socket.io` or `ws` by the first argument; a POST is broadcast as it came. Run as a process of its own, like the server.
 */
const http = createServer((req, res) => {
  const chunks: Buffer[] = [];
  req.on('data', (chunk: Buffer) => chunks.push(chunk));
  req.on('end', () => {
    broadcast(Buffer.concat(chunks).toString());
    res.end();
  });
});
const broadcast = process.env.BARE === 'ws' ? byWs() : bySocketIo();
http.listen(0, '127.0.0.1', () => {
  const address = http.address();
  console.log(`ready: http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
});

function bySocketIo(): (text: string) => void {
  const io = new Server(http, { serveClient: false });
  return (text) => void io.emit('ring', text);
}

/** Speaks as much of the protocol as the lean client needs to connect; what it broadcasts is one frame. */
function byWs(): (text: string) => void {
  const server = new WebSocketServer({ server: http, perMessageDeflate: false });
  server.on('connection', (socket) => {
    socket.send('0{}');
    socket.on('message', () => socket.send('40{}'));
  });
  return (text) => {
    const frame = `42${JSON.stringify(['ring', text])}`;
    for (const socket of server.clients) socket.send(frame);
  };
}
