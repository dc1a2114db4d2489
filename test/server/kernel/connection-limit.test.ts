import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { grantedFiles, limitConnections } from '../../../server/kernel/connection-limit.ts';
import { openLog } from '../../../server/kernel/log.ts';

const log = openLog('silent');

describe('the limit of connections', () => {
  it('leaves open files for the server itself', () => {
    const http = createServer();
    limitConnections(http, log, 1_024);
    expect(http.maxConnections).toBe(928);
  });

  it('lets one in at least, however few files there are', () => {
    const http = createServer();
    limitConnections(http, log, 32);
    expect(http.maxConnections).toBe(1);
  });

  it('is none where the system names none', () => {
    const http = createServer();
    const before = http.maxConnections;
    limitConnections(http, log, null);
    expect(http.maxConnections).toBe(before);
  });

  it('is read from what the system grants this process', () => {
    const files = grantedFiles();
    expect(files === null || files > 0).toBe(true);
  });
});
