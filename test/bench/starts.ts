import { readFileSync } from 'node:fs';
import { ChildServer } from '../support/child-server.ts';
import { timed, type Figure } from './measure.ts';

/** A first start on nothing, then a second one, which is left running. */
export async function measureStarts(
  engine: string,
  env: Record<string, string>,
): Promise<{ figures: Figure[]; server: ChildServer; url: string }> {
  const first = new ChildServer(env);
  const { milliseconds: firstStart } = await timed(() => first.ready());
  await first.end('SIGTERM');
  const server = new ChildServer(env);
  const { milliseconds: secondStart, result: url } = await timed(() => server.ready());
  const figures: Figure[] = [
    { engine, what: 'first start, until ready', value: firstStart / 1000, unit: 's' },
    { engine, what: 'of it: filling the city', value: secondsBetween(first.said, /migrations:/, /city: filled/), unit: 's' },
    { engine, what: 'second start, until ready', value: secondStart / 1000, unit: 's' },
    { engine, what: 'memory (RSS) when ready', value: memoryMegabytes(server.pid), unit: 'MB' },
  ];
  return { figures, server, url };
}

/** Resident memory of a process, from /proc. */
export function memoryMegabytes(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

/** Every line of the start begins with `[ 12.3 s]`. */
function secondsBetween(said: string, from: RegExp, to: RegExp): number {
  const lines = said.split('\n');
  const secondsOf = (pattern: RegExp) => Number(/\[\s*([\d.]+) s\]/.exec(lines.find((line) => pattern.test(line)) ?? '')?.[1]);
  return secondsOf(to) - secondsOf(from);
}
