import { OpenApiGeneratorV31, OpenAPIRegistry, type RouteConfig, type ZodContentObject } from '@asteasolutions/zod-to-openapi';
import { z } from 'zod';
import { isMedia, isOpen, rightFor, type Access, type Operation, type BodyShape } from '../../contract/operation.ts';
import { RefusalBody, refusals, type RefusalCode } from '../../contract/refusals.ts';

/** The OpenAPI 3.1 document of these operations, from the same schemas that parse what comes in. */
export function openApiDocument(operations: readonly Operation[]): object {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'session', { type: 'apiKey', in: 'cookie', name: 'jiaoying' });
  registry.registerComponent('securitySchemes', 'link', { type: 'http', scheme: 'bearer', description: 'The token of a fieldUrl' });
  for (const operation of operations) registry.registerPath(routeOf(operation));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: { title: '叫应 Jiaoying', version: '1', description: 'Times are ISO 8601; positions are WGS 84, longitude first.' },
    servers: [{ url: '/api' }],
  });
}

function routeOf(operation: Operation): RouteConfig {
  const { method, path, summary, query, body } = operation;
  const names = [...path.matchAll(/:(\w+)/g)].map((match) => match[1]!);
  return {
    method,
    path: path.replace(/:(\w+)/g, '{$1}'),
    tags: [path.split('/')[1]!],
    summary,
    description: `Access: ${operation.access}`,
    security: securityOf(operation.access),
    request: {
      ...(names.length > 0 && { params: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) }),
      ...(query && { query }),
      ...(body && { body: { required: true, content: contentOf(body) } }),
    },
    responses: { ...answersOf(operation), ...refusalsOf(operation) },
  };
}

function securityOf(access: Access): Record<string, string[]>[] {
  if (access === 'public') return [];
  if (access === 'key') return [{ key: [] }];
  return access === 'link' ? [{ link: [] }, { session: [] }] : [{ session: [] }];
}

function answersOf({ answers }: Operation): RouteConfig['responses'] {
  const entries = Object.entries(answers).map(([status, shape]) => [
    status,
    { description: shape && isMedia(shape) ? shape.description : 'Done', ...(shape && { content: contentOf(shape) }) },
  ]);
  return Object.fromEntries(entries) as RouteConfig['responses'];
}

function contentOf(shape: BodyShape): ZodContentObject {
  return isMedia(shape) ? { [shape.contentType]: { schema: { type: 'string' } } } : { 'application/json': { schema: shape } };
}

/** Refusals by status: several codes may share one. A status that is also an answer (health while starting) keeps the answer. */
function refusalsOf(operation: Operation): RouteConfig['responses'] {
  const codes = [...general(operation), ...(operation.refusals ?? [])];
  const statuses = [...new Set(codes.map((code) => refusals[code]))].filter((status) => !(status in operation.answers));
  const entries = statuses.map((status) => {
    const description = codes.filter((code) => refusals[code] === status).join(', ');
    return [status, { description, content: contentOf(RefusalBody) }];
  });
  return Object.fromEntries(entries) as RouteConfig['responses'];
}

function general({ method, access, beforeChoosing, query, body }: Operation): RefusalCode[] {
  return [
    ...(query || body ? (['request/invalid'] as const) : []),
    ...(body ? (['request/too-large', 'request/unsupported-type'] as const) : []),
    ...(method === 'get' ? [] : (['request/foreign-origin'] as const)),
    ...(isOpen(access) ? [] : (['session/required'] as const)),
    ...(isOpen(access) || beforeChoosing ? [] : (['password/must-choose'] as const)),
    ...(rightFor(access) === undefined ? [] : (['session/not-allowed'] as const)),
    'server/not-ready',
    'server/no-room',
    'server/failed',
  ];
}
