import type { Operation } from './operation.ts';

export const metricsOperations = [
  {
    method: 'get',
    path: '/metrics',
    summary: 'How this server does, as Prometheus reads it; the same at /metrics, where addresses of its own need no session',
    access: 'system.watch',
    answers: { 200: { contentType: 'text/plain; version=0.0.4', description: 'Prometheus text format' } },
  },
] as const satisfies readonly Operation[];
