import { Worker, type ResourceLimits } from 'node:worker_threads';

/** Where each was written; all are built into one folder. */
const written = {
  'embedded-worker': '../db/embedded-worker.ts',
  'pdf-worker': '../documents/pdf-worker.ts',
  'cap-worker': '../../warnings/cap.worker.ts',
};
export type WorkerName = keyof typeof written;

/**
 * Runs a file in a thread of its own: as it was built, or as it was written.
 *
 * @param name of the file, without its ending
 */
export function openWorker(name: WorkerName, workerData: unknown, resourceLimits?: ResourceLimits): Worker {
  const options = { workerData, ...(resourceLimits && { resourceLimits }) };
  const built = import.meta.url.endsWith('.js');
  const file = new URL(built ? `./${name}.js` : written[name], import.meta.url);
  if (built) return new Worker(file, options);
  // A thread does not inherit the loader of TypeScript, so it first registers one.
  const bootstrap = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))})
  .then((tsx) => (tsx.register(), import(${JSON.stringify(file.href)})));`;
  return new Worker(bootstrap, { eval: true, ...options });
}
