/** A kind of file: where it is found, and through which doors it may go. */
export interface Room {
  readonly name: string;
  readonly path: RegExp;
  /** Other rooms it may import. `types of x`: only with `import type`. */
  readonly may: readonly string[];
  /** Packages it may import; a trailing `*` stands for any ending, `node:*` for Node itself, `types of x` as above. */
  readonly packages: readonly string[];
}

const anything = ['*'];
const drawing = ['lit', 'lit/*', '@lit/*', '@lit-labs/*', '@vaadin/*', 'maplibre-gl', 'maplibre-gl/*', '@deck.gl/*', 'socket.io-client'];

/**
 * Who may import whom. The first room whose path matches is the file's room; a file that matches none "has no room".
 *
 * Every file may import files of its own room unless the room says otherwise by `never its own`.
 */
export const rooms: readonly Room[] = [
  { name: 'main', path: /^server\/[a-z-]+\.(ts|js)$/, may: anything, packages: anything },
  { name: 'contract', path: /^server\/contract\/[a-z-]+\.ts$/, may: [], packages: ['zod'] },
  { name: 'kernel', path: /^server\/kernel\/([a-z]+\/)?[a-z-]+\.(ts|js)$/, may: ['contract'], packages: anything },
  {
    name: 'live',
    path: /^server\/live\/[a-z-]+\.ts$/,
    may: ['contract', 'kernel'],
    packages: ['socket.io', 'zod', 'node:*', 'types of express'],
  },
  {
    name: 'rules',
    path: /^server\/[a-z]+\/[a-z-]+\.rules\.ts$/,
    may: ['contract', 'geometry', 'refusal', 'catalogue', 'retired codes', 'types of feeds', 'word lists', 'types of kernel'],
    packages: ['types of pdfmake/interfaces'],
  },
  {
    name: 'store',
    path: /^server\/[a-z]+\/[a-z-]+\.store\.ts$/,
    may: ['contract', 'kernel', 'condition', 'types of rules', 'catalogue'],
    packages: ['node:crypto'],
  },
  // A condition of SQL that several stores ask by, made of the contract's words: one rule, one home.
  { name: 'condition', path: /^server\/[a-z]+\/[a-z-]+\.where\.ts$/, may: ['contract', 'kernel'], packages: [] },
  {
    name: 'commands',
    path: /^server\/[a-z]+\/[a-z-]+\.commands\.ts$/,
    may: ['contract', 'kernel', 'rules', 'store', 'catalogue', 'geometry', 'types of feeds'],
    packages: ['node:crypto'],
  },
  {
    name: 'routes',
    path: /^server\/[a-z]+\/[a-z-]+\.routes\.ts$/,
    may: ['contract', 'kernel', 'commands', 'store', 'catalogue', 'feeds', 'reader'],
    packages: ['express', 'zod'],
  },
  // Turns bytes from outside into what commands take, here or in a thread of its own.
  {
    name: 'reader',
    path: /^server\/[a-z]+\/[a-z-]+\.(reader|worker)\.ts$/,
    may: ['contract', 'kernel', 'rules', 'feeds', 'geometry'],
    packages: ['node:*'],
  },
  { name: 'job', path: /^server\/[a-z]+\/[a-z-]+\.job\.ts$/, may: ['contract', 'kernel', 'commands'], packages: [] },
  { name: 'channel', path: /^server\/[a-z]+\/[a-z-]+\.channel\.ts$/, may: ['contract', 'kernel'], packages: anything },
  // Types for a package that brings none.
  { name: 'declaration', path: /^server\/[a-z]+\/[a-z-]+\.d\.ts$/, may: [], packages: ['types of node:*'] },
  { name: 'geometry', path: /^geodata\/geometry\/[a-z-]+\.ts$/, may: [], packages: ['@turf/*', 'types of geojson'] },
  { name: 'catalogue', path: /^geodata\/layers\/[a-z-/]+\.(ts|json)$/, may: ['contract'], packages: [] },
  {
    name: 'feeds',
    path: /^geodata\/feeds\/[a-z-]+\.ts$/,
    may: ['contract', 'geometry'],
    packages: ['zod', '@turf/*', 'csv-parse/*', 'fast-xml-parser', 'fast-xml-validator', 'types of geojson'],
  },
  { name: 'retired codes', path: /^geodata\/seed\/retired-codes\.ts$/, may: [], packages: [] },
  {
    name: 'seed',
    path: /^geodata\/seed\//,
    may: ['contract', 'geometry', 'feeds', 'catalogue', 'types of kernel'],
    packages: ['node:*', 'zod', '@turf/*', 'd3-delaunay', 'gcoord', 'pinyin-pro', 'pure-rand', 'pure-rand/*', 'csv-parse/*'],
  },
  // Pairs of words and nothing else: paper and exports say the same words as the screen.
  {
    name: 'word lists',
    path: /^client\/words\/(board|calls|catalogue|incidents|ledger|notices|people|sheets|warnings)\.ts$/,
    may: ['types of contract'],
    packages: [],
  },
  { name: 'words', path: /^client\/words\/[a-z-]+\.ts$/, may: ['contract', 'state', 'word lists'], packages: ['intl-messageformat'] },
  {
    name: 'view',
    path: /^client\/[a-z]+\/[a-z-]+\.(view|layer)\.ts$/,
    may: ['contract', 'geometry', 'catalogue', 'words', 'state', 'client'],
    packages: ['@turf/*', 'types of geojson', 'types of maplibre-gl'],
  },
  {
    name: 'state',
    path: /^client\/state\/[a-z-]+\.ts$/,
    may: ['contract', 'geometry', 'catalogue'],
    packages: ['@lit-labs/signals', '@lit/context', 'socket.io-client', 'fflate'],
  },
  // All that one noun brings to the desk: `client/app` lists them.
  {
    name: 'feature',
    path: /^client\/[a-z]+\/[a-z-]+\.feature\.ts$/,
    may: ['contract', 'geometry', 'catalogue', 'words', 'view', 'state', 'client', 'element'],
    packages: ['lit'],
  },
  // Elements and the two entries: they draw, listen and ask; nothing but another element, or a feature, imports them.
  {
    name: 'element',
    path: /^client\/([a-z]+\/)?(jy-[a-z-]+|main)\.ts$/,
    may: ['contract', 'geometry', 'catalogue', 'words', 'view', 'state', 'client', 'feature'],
    packages: [...drawing],
  },
  {
    name: 'client',
    path: /^client\/[a-z]+\/[a-z-]+\.(ts|css)$/,
    may: ['contract', 'geometry', 'catalogue', 'words', 'word lists', 'view', 'state', 'feature', 'types of element'],
    packages: [...drawing, 'idb', 'uqr', '@turf/*', 'types of geojson'],
  },
  { name: 'test', path: /^test\//, may: anything, packages: anything },
  // It builds for those who have no tests and no test runner, too.
  { name: 'build', path: /^vite\.config\.ts$/, may: [], packages: ['vite', 'vite-plugin-pwa', 'node:*', 'types of vitest/node'] },
];

/** `kernel/refusal` is the one file of the kernel that a rule may throw with. */
export const refusal = 'server/kernel/refusal.ts';

export function roomOf(path: string): Room | undefined {
  return rooms.find((room) => room.path.test(path));
}
