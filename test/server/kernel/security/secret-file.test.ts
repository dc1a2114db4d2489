import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { secretInFile } from '../../../../server/kernel/security/secret-file.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'jiaoying-secret-'))));
afterEach(() => rmSync(folder, { recursive: true }));

describe('a secret in a file', () => {
  it('is made once, for its owner alone, and stays', () => {
    const path = join(folder, 'new', 'some.key');
    const secret = secretInFile(path);
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(secretInFile(path)).toBe(secret);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'new'))).toEqual(['some.key']);
  });

  it('is taken as it was given', () => {
    writeFileSync(join(folder, 'given.key'), 'theirs\n');
    expect(secretInFile(join(folder, 'given.key'))).toBe('theirs');
  });

  it('is one and the same for all who start at once', async () => {
    const program = `import('${import.meta.resolve('../../../../server/kernel/security/secret-file.ts')}').then((m) => process.stdout.write(m.secretInFile('${join(folder, 'one.key')}')))`;
    const starting = Array.from({ length: 6 }, () => promisify(execFile)(process.execPath, ['--import', 'tsx', '-e', program]));
    const said = (await Promise.all(starting)).map(({ stdout }) => stdout);
    expect(new Set(said)).toEqual(new Set([secretInFile(join(folder, 'one.key'))]));
    expect(readdirSync(folder)).toEqual(['one.key']);
  });
});
