import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { postgis } from '@electric-sql/pglite-postgis';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

const { folder, socketPath } = workerData as { folder: string; socketPath: string };

const engine = await PGlite.create({ dataDir: folder, extensions: { postgis } });
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
