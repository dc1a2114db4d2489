import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { grantedToProcess, limitConnections, type Granted } from '../../../server/kernel/connection-limit.ts';
import { openLog } from '../../../server/kernel/log.ts';

const log = openLog('silent');
const plenty = 4 * 2 ** 30;

function limitWithin(granted: Granted): number {
  const http = createServer();
  limitConnections(http, log, granted);
  return http.maxConnections;
}

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
