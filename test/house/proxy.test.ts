import { expect, it } from 'vitest';
import { sourcesIn, textOf } from './source.ts';

it('the development server hands on operations and sockets, and keeps every source of the client for itself', () => {
  const pattern = /proxy: \{ '(\^[^']+)'/.exec(textOf('vite.config.ts'))?.[1] ?? '';
  const isHandedOn = (path: string) => new RegExp(pattern).test(path);
  expect(['/api/health', '/api/incidents/1/log/export?since=0', '/socket.io/?transport=websocket'].filter(isHandedOn).length).toBe(3);
  const sources = sourcesIn('client').map((path) => path.slice('client'.length));
  expect(sources.some((path) => path.startsWith('/api/'))).toBe(true);
  expect(sources.filter((path) => isHandedOn(path) || isHandedOn(`${path}?t=1764561600000`))).toEqual([]);
});
