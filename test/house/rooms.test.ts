import { describe, expect, it } from 'vitest';
import { refusal, roomOf, type Room } from './rooms.ts';
import { importsOf, isThere, sourcesIn, textOf, type Import } from './source.ts';

const files = ['vite.config.ts', ...sourcesIn('client', 'server', 'geodata', 'test')];

describe('the rooms', () => {
  it('have a place for every file', () => {
    expect(files.filter((path) => !roomOf(path)).map((path) => `${path} has no room`)).toEqual([]);
  });

  it('are left only through their doors', () => {
    expect(files.flatMap((path) => importsOf(path).flatMap((found) => trespass(path, found)))).toEqual([]);
  });

  it('are named without a drawer for odds and ends', () => {
    const odd = /(^|[/.-])(utils?|helpers?|common|lib|misc|types|manager|index)([.-]|$)/;
    expect(files.filter((path) => path.split('/').some((part) => odd.test(part)))).toEqual([]);
  });

  it('are named in kebab-case', () => {
    expect(files.filter((path) => !/^[a-z0-9.-]+$/.test(path.split('/').at(-1)!))).toEqual([]);
  });
});

describe('the folders of the server', () => {
  /** They call people about notices, whatever these are of. */
  const calling = ['calls', 'receipts', 'channels', 'field', 'sheets', 'ledger', 'people', 'posts', 'help', 'duty', 'notices', 'plans'];

  it('that call people know nothing of warnings, neither their files nor their table', () => {
    const files = sourcesIn('server').filter((path) => calling.some((room) => path.startsWith(`server/${room}/`)));
    const importing = files.flatMap((path) =>
      importsOf(path)
        .filter((found) => found.path?.startsWith('server/warnings/'))
        .map(() => path),
    );
    const naming = files.filter((path) => /\b(from|join|into|update)\s+warning\b/i.test(textOf(path)));
    expect(files.length).toBeGreaterThan(100);
    expect([...importing, ...naming]).toEqual([]);
  });

  it('do not reach into each other except from command to command, from command to store and from route to store', () => {
    const allowed: Record<string, readonly string[]> = {
      rules: ['rules'],
      store: ['rules'],
      commands: ['commands', 'store', 'rules'],
      routes: ['store', 'commands'],
      job: ['commands'],
    };
    const wrong = sourcesIn('server').flatMap((path) => {
      const may = allowed[roomOf(path)?.name ?? ''];
      return importsOf(path)
        .filter((found) => may && found.path?.startsWith('server/') && isNoun(found.path) && !isSameFolder(path, found.path))
        .filter((found) => !may!.includes(roomOf(found.path!)?.name ?? ''))
        .map((found) => `${path} -> ${found.specifier}`);
    });
    expect(wrong).toEqual([]);
  });
});

function trespass(path: string, found: Import): string[] {
  const room = roomOf(path);
  if (!room) return [];
  const reason = found.path === null ? packageDoor(room, found) : roomDoor(room, found as Import & { path: string });
  return reason ? [`${path} (${room.name}) may not import ${found.specifier}: ${reason}`] : [];
}

function packageDoor(room: Room, found: Import): string | null {
  const wanted = found.typeOnly ? [found.specifier, `types of ${found.specifier}`] : [found.specifier];
  const opens = (door: string) => wanted.some((name) => (door.endsWith('*') ? name.startsWith(door.slice(0, -1)) : name === door));
  return room.packages.some(opens) ? null : 'this room does not use that package';
}

function roomDoor(room: Room, found: Import & { path: string }): string | null {
  if (!isThere(found.path)) return 'there is no such file';
  if (found.path.endsWith('.css') || found.path === 'package.json') return null;
  const target = roomOf(found.path);
  if (!target) return 'it has no room';
  if (room.may.includes('*') || target.name === room.name || room.may.includes(target.name)) return null;
  if (found.path === refusal && room.may.includes('refusal')) return null;
  if (found.typeOnly && room.may.includes(`types of ${target.name}`)) return null;
  return `no door from ${room.name} to ${target.name}`;
}

function isNoun(path: string): boolean {
  return ['rules', 'store', 'commands', 'routes', 'job', 'channel'].includes(roomOf(path)?.name ?? '');
}

function isSameFolder(a: string, b: string): boolean {
  return a.slice(0, a.lastIndexOf('/')) === b.slice(0, b.lastIndexOf('/'));
}
