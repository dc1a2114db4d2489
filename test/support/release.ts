import type { CallOutId } from '#contract/calls.ts';
import type { Role, Session } from '#contract/session.ts';
import { releaseCallOut } from '../../server/releases/release.commands.ts';
import type { Ctx } from '../../server/kernel/log/ctx.ts';
import { wholeServer, type Database } from '../../server/kernel/db/db.ts';
import { aSession } from './builders.ts';
import { Desk, type Answer } from './desk.ts';
import { code } from './tiny-city.ts';

/** A user who is there in the database, for what keeps who did it. */
export async function aUser(database: Database, role: Role, areaCode: string = code.nantong): Promise<Session> {
  const username = `${role.toLowerCase()}-${areaCode}`;
  const { userId } = await database.asOwner(async (tx) => {
    const row = await tx.one<{ userId: number }>(
      `insert into app_user (username, display_name, password_hash, roles, area_code) values ($1, $1, '', array[$2], $3)
       on conflict (username) do update set disabled = false, roles = excluded.roles, area_code = excluded.area_code returning id as "userId"`,
      [username, role, areaCode],
    );
    return row!;
  });
  return aSession(role, { userId, username, areaCode });
}

/** A second person lets a call-out ring that awaits it, by the command that the route uses. */
export async function released(database: Database, ctx: Ctx, id: CallOutId): Promise<void> {
  const session = await aUser(database, 'commander');
  await database.transaction(wholeServer, (tx) => releaseCallOut(tx, ctx, { id, release: {}, session }));
}

/** What a desk is answered for a warning whose call-out rings. */
interface Issued {
  callOutId: string;
}

/** Brings a CAP message in; where its call-out awaits a second person, the commander releases it. */
export async function issued<T extends Issued = Issued>(desk: Desk, incidentId: string, message: string): Promise<Answer<T>> {
  const answer = await desk.postCap<T>(incidentId, message);
  const { callOutId } = answer.body;
  if (callOutId && (await desk.callOut(callOutId)).state === 'awaitingRelease') await releasedByCommander(desk.url, callOutId);
  return answer;
}

export async function releasedByCommander(url: string, callOutId: string): Promise<void> {
  const commander = await Desk.of(url, 'commander');
  const { status, body } = await commander.post(`/api/call-outs/${callOutId}/release`);
  if (status !== 200) throw new Error(`The call-out was not released: ${status} ${JSON.stringify(body)}`);
}
