import { seedCity } from '../geodata/seed/city.ts';
import { defaultIncidents } from '../geodata/seed/default-incidents.ts';
import { seedTestDevice } from '../geodata/seed/test-device.ts';
import { hasAreas } from './areas/areas.store.ts';
import { cityCode, hasDemo } from './config.ts';
import { renewDemoPassword, seedAdministrator, seedUsers } from './identity/demo-users.commands.ts';
import { hasDemoUsers, hasUsers } from './identity/users.store.ts';
import { changeClock, openIncident } from './incidents/incidents.commands.ts';
import type { Ctx } from './kernel/log/ctx.ts';
import type { Database, Tx } from './kernel/db/db.ts';
import { lockUntilCommit } from './kernel/db/locks.ts';
import type { Settings } from './settings.ts';

/** Said when what was asked for would be unsafe, in a sentence for the operator. */
export class UnsafeSettings extends Error {}

/**
 * Fills an empty database with the default city, its users and its first incidents, in one transaction: a start that is killed half
 * way leaves it empty, and the next one begins again.
 *
 * @returns whether it was filled now
 */
export async function fillCity(
  database: Database,
  ctx: Ctx,
  { settings, say }: { settings: Settings; say: (line: string) => void },
): Promise<boolean> {
  return database.asOwner(async (tx) => {
    await lockUntilCommit(tx, 'filling');
    const isEmpty = !(await hasAreas(tx));
    if (isEmpty) {
      await seedCity(tx, settings.seedNumber, say);
      await openDefaultIncidents(tx, ctx);
    }
    await seedTestDevice(tx, cityCode);
    await fillUsers(tx, settings);
    return isEmpty;
  });
}

async function openDefaultIncidents(tx: Tx, ctx: Ctx): Promise<void> {
  for (const { paused, ...wanted } of defaultIncidents) {
    const incident = await openIncident(tx, ctx, { wanted, openerArea: cityCode });
    if (paused) await changeClock(tx, ctx, { id: incident.id, change: { paused }, setterArea: incident.areaCode });
  }
}

async function fillUsers(tx: Tx, settings: Settings): Promise<void> {
  const isDemo = hasDemo(settings);
  if (await hasDemoUsers(tx)) {
    if (isDemo) return renewDemoPassword(tx, settings.demoPassword);
    throw new UnsafeSettings(
      'This database holds the demo users with their published password: it cannot serve in production or beyond this machine (HOST). Disable them, or begin with an empty database.',
    );
  }
  if (await hasUsers(tx)) return;
  if (isDemo) return seedUsers(tx, settings.demoPassword);
  if (!settings.adminPassword) {
    throw new UnsafeSettings(
      'Nobody could sign in, for in production or beyond this machine (HOST) there are no demo users: set JIAOYING_ADMIN_PASSWORD (12 characters or more) for the first administrator.',
    );
  }
  await seedAdministrator(tx, settings.adminPassword);
}
