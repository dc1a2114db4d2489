import type { Role } from '../contract/session.ts';
import type { Tx } from '../kernel/db/db.ts';
import { hashPassword, isPassword } from '../kernel/security/password.ts';
import { demoPasswordHash, insertUsers, saveDemoPassword } from './users.store.ts';

const city = '320600000000';

/** Username, name on the screen, roles, area. One `admin` for a demo; a bureau has the three offices apart. */
const demoUsers: readonly (readonly [string, string, Role | readonly Role[], string])[] = [
  ['duty', '市值班员', 'dutyOfficer', city],
  ['commander', '市指挥长', 'commander', city],
  ['rudong', '如东县值班员', 'countyDuty', '320623000000'],
  ['haimen', '海门区值班员', 'countyDuty', '320614000000'],
  ['steward', '台账管理员', 'steward', city],
  ['director', '演练导演', 'exerciseDirector', city],
  ['auditor', '审计员', 'auditor', city],
  ['admin', '系统管理员', ['administrator', 'securityAdministrator'], city],
  ['security', '安全管理员', 'securityAdministrator', city],
  ['viewer', '观察员', 'viewer', city],
  ['wall', '指挥大屏', 'wall', city],
];

/** The users of the default data, all with the same password; hashed once, for each hash costs a start tens of milliseconds. */
export async function seedUsers(tx: Tx, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await insertUsers(
    tx,
    demoUsers.map(([username, displayName, role, areaCode]) => ({
      username,
      displayName,
      passwordHash,
      roles: [role].flat(),
      areaCode,
      demo: true,
    })),
  );
}

/** The first user of a database that gets no demo users; everyone else is added by this one, and then takes one of its two roles over. */
export async function seedAdministrator(tx: Tx, password: string): Promise<void> {
  const passwordHash = await hashPassword(password);
  await insertUsers(tx, [
    {
      username: 'admin',
      displayName: '系统管理员',
      passwordHash,
      roles: ['administrator', 'securityAdministrator'],
      areaCode: city,
      demo: false,
    },
  ]);
}

/** Demo users have the password that the server was started with, also when it is another than last time. */
export async function renewDemoPassword(tx: Tx, password: string): Promise<void> {
  if (await isPassword(password, await demoPasswordHash(tx))) return;
  await saveDemoPassword(tx, await hashPassword(password));
}
