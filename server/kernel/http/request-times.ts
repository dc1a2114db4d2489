import type { RequestHandler } from 'express';
import { operations } from '../../contract/api.ts';
import { operationFor } from '../../contract/operation.ts';
import { unknownOperation, type Metrics } from '../metrics.ts';

/** Times each request until its answer has left or its asker has gone, by the operation that it asks for. */
export function requestTimes(metrics: Pick<Metrics, 'request'>): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    const { method, path } = req;
    res.once('close', () => {
      const operation = operationFor(operations, method, path);
      const name = operation ? `${operation.method} ${operation.path}` : unknownOperation;
      metrics.request(name, res.statusCode, (performance.now() - startedAt) / 1000);
    });
    next();
  };
}
