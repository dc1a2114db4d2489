import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** In a data folder: where the server that holds it answers. */
export const serverUrlFile = 'server.url';

/** Notes it for programs that run beside the server. @returns how to take it away */
export function noteServerUrl(dataFolder: string, url: string): () => void {
  const path = join(dataFolder, serverUrlFile);
  writeFileSync(path, url, { mode: 0o600 });
  return () => rmSync(path, { force: true });
}
