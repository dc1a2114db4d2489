import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { chromiumPath } from './chromium.ts';
import { serverBinaries } from './cluster.ts';
import { redisPath } from './redis-server.ts';

interface Need {
  readonly what: string;
  /** Debian's name for it. */
  readonly packages: readonly string[];
  isMet(): boolean;
}

const needs: readonly Need[] = [
  { what: 'PostgreSQL server >= 15', packages: ['postgresql'], isMet: () => serverBinaries() !== null },
  { what: 'PostGIS for that server', packages: ['postgresql-postgis'], isMet: hasPostgis },
  { what: 'Chromium', packages: ['chromium'], isMet: () => chromiumPath() !== null },
  { what: 'Redis', packages: ['redis-server'], isMet: () => redisPath() !== null },
  { what: 'Noto CJK fonts', packages: ['fonts-noto-cjk'], isMet: hasCjkFont },
];

/**
 * Sees to it that everything is there that the tests cannot bring along by npm: installs it where that is possible without asking
 * (root on Debian), otherwise throws what is missing and the command that gets it.
 */
export function meetNeeds(say: (line: string) => void): void {
  const missing = needs.filter((need) => !need.isMet());
  if (missing.length === 0) return;
  if (canInstall()) install(missing, say);
  const still = missing.filter((need) => !need.isMet());
  if (still.length > 0) throw new Error(whatIsMissing(still));
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

function install(missing: readonly Need[], say: (line: string) => void): void {
  const packages = missing.flatMap((need) => need.packages);
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  say(`installing ${packages.join(', ')}`);
  // A list that cannot be refreshed may still be good enough: what counts is whether the install works.
  spawnSync('apt-get', ['update', '-qq'], options);
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
}

function whatIsMissing(missing: readonly Need[]): string {
  const list = missing.map((need) => `  - ${need.what}`).join('\n');
  const packages = missing.flatMap((need) => need.packages).join(' ');
  return `The tests need, and this machine lacks:\n${list}\nOn Debian or Ubuntu: sudo apt-get install -y --no-install-recommends ${packages}`;
}

/** Beside the server, wherever the distribution keeps extensions: `<major>/bin` goes with `/usr/share/postgresql/<major>`. */
function hasPostgis(): boolean {
  const bin = serverBinaries();
  if (!bin) return false;
  const homes = [join('/usr/share/postgresql', basename(dirname(bin))), join(bin, '../share'), join(bin, '../share/postgresql')];
  return homes.some((home) => existsSync(join(home, 'extension/postgis.control')));
}

function hasCjkFont(): boolean {
  return ['/usr/share/fonts', '/usr/local/share/fonts'].some(
    (folder) => existsSync(folder) && readdirSync(folder, { recursive: true }).some((path) => /Noto(Sans|Serif)CJK/.test(String(path))),
  );
}
