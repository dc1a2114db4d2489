import { Worker, type ResourceLimits } from 'node:worker_threads';

/** Runs a TypeScript file beside this one in a thread of its own. A worker does not inherit the loader, so it first registers one. */
export function openWorker(file: string, workerData: unknown, resourceLimits?: ResourceLimits): Worker {
  const bootstrap = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))})
  .then((tsx) => (tsx.register(), import(${JSON.stringify(new URL(file, import.meta.url).href)})));`;
  return new Worker(bootstrap, { eval: true, workerData, ...(resourceLimits && { resourceLimits }) });
}
