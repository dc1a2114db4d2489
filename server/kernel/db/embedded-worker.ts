import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { EngineReply, Exchange } from './exchange.ts';
import { postgisBundle } from './postgis-bundle.ts';

const { folder, socketPath } = workerData as { folder: string; socketPath: string };

const setup: typeof postgis.setup = async (...about) => {
  const shipped = await postgis.setup(...about);
  return { ...shipped, bundlePath: postgisBundle(shipped.bundlePath) };
};
const engine = await PGlite.create({ dataDir: folder, extensions: { postgis: { ...postgis, setup } } });
guardEngine(engine);
const socket = new PGLiteSocketServer({ db: engine, path: socketPath, maxConnections: 4 });
await socket.start();

parentPort!.on('message', (message: unknown) => {
  if (message === 'close') void close();
});
parentPort!.postMessage('ready');

async function close(): Promise<void> {
  await socket.stop();
  await engine.close();
  parentPort!.postMessage('closed');
  parentPort!.close();
}

/**
 * Keeps two faults of the engine from its users. A statement that fails leaves its frames on the engine's stack: about 1 kB each, and
 * after some seventeen hundred of them every answer is that the stack is full. Between two messages no frame is alive, so the stack is put
 * back to where it was. And an error of JavaScript's inside the engine (a stack that is too deep for it, memory that ran out) is swallowed:
 * the message gets no answer or half of one, who sent it waits for ever or takes the silence for an empty result. Then the thread ends.
 */
function guardEngine(live: PGlite): void {
  const stackPointer = (live as unknown as { Module: { ___stack_pointer: WebAssembly.Global<'i32'> } }).Module.___stack_pointer;
  const execute = live.execProtocolRawStream.bind(live);
  const exchange = new Exchange();
  live.execProtocolRawStream = async (message, options) => {
    const before = stackPointer.value;
    const answer = new EngineReply();
    const onRawData = (data: Uint8Array) => {
      answer.add(data);
      options.onRawData(data);
    };
    try {
      await execute(message, { ...options, onRawData });
      if (exchange.isBroken(message[0], answer)) throw new Error('The engine did not answer a message');
    } catch (error) {
      // Out of the promise: nobody waits for it who could do more than wait.
      setImmediate(() => {
        throw error;
      });
    }
    stackPointer.value = before;
  };
}
