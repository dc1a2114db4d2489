import { describe, expect, it } from 'vitest';
import { fillCity, UnsafeSettings } from '../../server/fill.ts';
import { signIn } from '../../server/identity/identity.commands.ts';
import { Doorbell } from '../../server/kernel/log/doorbell.ts';
import { KeyedMutex } from '../../server/kernel/async/keyed-mutex.ts';
import { readSettings } from '../../server/settings.ts';
import { noon } from '../support/builders.ts';
import { withDatabase } from '../support/database.ts';
import { tinyCity } from '../support/tiny-city.ts';

const database = withDatabase();
const production = { DATABASE_URL: 'postgres://somewhere', NODE_ENV: 'production' };

function start(env: Record<string, string>): Promise<boolean> {
  const ctx = { now: new Date(noon), doorbell: new Doorbell() };
  return fillCity(database(), ctx, { settings: readSettings(env), say: () => undefined });
}

function opens(username: string, password: string): Promise<boolean> {
  const door = { username, password, address: '127.0.0.1' };
  return signIn({ database: database(), mutex: new KeyedMutex() }, door, new Date(noon)).then(
    () => true,
    () => false,
  );
}

describe('a start', () => {
  it('in production makes no demo users, and asks for an administrator of its own', async () => {
    await database().asOwner(tinyCity);
    await expect(start(production)).rejects.toThrow(UnsafeSettings);
    await expect(start(production)).rejects.toThrow('JIAOYING_ADMIN_PASSWORD');
    expect(await start({ ...production, JIAOYING_ADMIN_PASSWORD: 'a long enough one' })).toBe(false);
    expect(await opens('admin', 'a long enough one')).toBe(true);
    expect(await opens('duty', 'jiaoying-demo')).toBe(false);
  });

  it('gives the demo users the password it was told, the last one it was told', async () => {
    await database().asOwner((tx) => tx.query('truncate app_user cascade'));
    await start({});
    expect(await opens('duty', 'jiaoying-demo')).toBe(true);
    await start({ JIAOYING_DEMO_PASSWORD: 'another password' });
    expect(await opens('duty', 'another password')).toBe(true);
    expect(await opens('commander', 'jiaoying-demo')).toBe(false);
  });

  it('in production refuses a database that holds the demo users', async () => {
    await expect(start(production)).rejects.toThrow('demo users');
  });
});
