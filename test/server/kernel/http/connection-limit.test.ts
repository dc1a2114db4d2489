import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { grantedToProcess, limitConnections, type Granted } from '../../../../server/kernel/http/connection-limit.ts';
import { openLog } from '../../../../server/kernel/log.ts';

const log = openLog('silent');
const plenty = 4 * 2 ** 30;

function limitWithin(granted: Granted): number {
  const http = createServer();
  limitConnections(http, log, { granted });
  return http.maxConnections;
}

/** Connections that say nothing, from one address of the loopback network; `away` counts those that were turned away. */
function crowdOf(port: number, { count, from }: { count: number; from: string }): { away: number; leave: () => void } {
  const sockets = Array.from({ length: count }, () => connect({ host: '127.0.0.1', port, localAddress: from }));
  const crowd = { away: 0, leave: () => sockets.forEach((socket) => socket.destroy()) };
  for (const socket of sockets) socket.on('error', () => undefined).once('close', () => (crowd.away += 1));
  return crowd;
}

describe('strangers of one address', () => {
  it('hold a quarter of the connections at most, and leave the others to other addresses; a proxy is not one of them', async () => {
    const http = createServer();
    limitConnections(http, log, { granted: { files: 216, heapBytes: plenty }, isProxy: (address) => address.endsWith('127.0.0.9') });
    await once(http.listen(0, '127.0.0.1'), 'listening');
    const { port } = http.address() as AddressInfo;
    const crowds = [
      crowdOf(port, { count: 100, from: '127.0.0.77' }),
      crowdOf(port, { count: 10, from: '127.0.0.78' }),
      crowdOf(port, { count: 60, from: '127.0.0.9' }),
    ];
    const held = () => new Promise<number>((fulfil) => http.getConnections((_error, count) => fulfil(count)));
    await vi.waitFor(async () => expect([await held(), ...crowds.map(({ away }) => away)]).toEqual([30 + 10 + 60, 70, 0, 0]));
    for (const { leave } of crowds) leave();
    http.closeAllConnections();
    http.close();
  });
});

describe('the limit of connections', () => {
  it('leaves open files for the server itself', () => {
    expect(limitWithin({ files: 1_024, heapBytes: plenty })).toBe(928);
  });

  it('leaves memory for the server itself', () => {
    expect(limitWithin({ files: 20_000, heapBytes: 320 * 2 ** 20 })).toBe(2_048);
  });

  it('lets one in at least, however little there is', () => {
    expect(limitWithin({ files: 32, heapBytes: plenty })).toBe(1);
    expect(limitWithin({ files: 1_024, heapBytes: 2 ** 20 })).toBe(1);
  });

  it('lets every open page of a province in on a machine that limits no files', () => {
    expect(limitWithin({ files: null, heapBytes: plenty })).toBeGreaterThan(100_000);
  });

  it('is read from what the system grants this process', () => {
    const { files, heapBytes } = grantedToProcess();
    expect(files === null || files > 0).toBe(true);
    expect(heapBytes).toBeGreaterThan(0);
  });
});
