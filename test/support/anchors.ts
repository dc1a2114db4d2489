import { randomBytes } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LogAnchors } from '../../server/kernel/log/log-anchors.ts';
import { LogKey } from '../../server/kernel/log/log-key.ts';

export interface Anchored {
  path: string;
  anchors: LogAnchors;
}

/** Signed heads of a server of its own: an empty file, and a key that nobody else has. */
export function anchored(): Anchored {
  const path = join(mkdtempSync(join(tmpdir(), 'jiaoying-anchors-')), 'log-anchors.ndjson');
  return { path, anchors: new LogAnchors(path, new LogKey(randomBytes(32))) };
}
