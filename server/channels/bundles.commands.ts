import type { GatewayChannel } from '../contract/channels.ts';
import type { Tx } from '../kernel/db/db.ts';
import { areaNames, calledIn, isClimbingAt, latelyOver, toldBefore, type Naming } from './bundles.store.ts';
import { isForOthers, longestPauseSeconds, sortedOut } from './bundling.rules.ts';
import type { PutBack } from '../calls/attempts.rules.ts';
import type { WaitingAttempt } from './deliveries.store.ts';
import { commonArea, countIn, namedIn, type NamedCall, type Together } from './together.rules.ts';

/** What leaves as one message. */
export interface Bundle {
  /** The attempt as which it travels. */
  carrier: WaitingAttempt;
  /** All attempts that it speaks of, its carrier first. */
  members: readonly WaitingAttempt[];
  /** Null: it speaks of one call, in words of its own. */
  together: Together | null;
  /** Whom it names; nobody where it speaks of one call. */
  naming: Naming;
}

/** Makes one message of all that a person is to be told about others over a channel, and says what is put off. */
export async function bundled(
  tx: Tx,
  waiting: readonly WaitingAttempt[],
  { channel, now }: { channel: GatewayChannel; now: Date },
): Promise<{ bundles: Bundle[]; putBack: PutBack[] }> {
  if (waiting.length === 0) return { bundles: [], putBack: [] };
  const personIds = [...new Set(waiting.map(({ personId }) => personId))];
  const since = new Date(now.getTime() - longestPauseSeconds * 1000);
  const lately = await latelyOver(tx, { channel, personIds, since });
  const isClimbing = waiting.some(isForOthers) && (await isClimbingAt(tx, now));
  const { messages, putBack } = sortedOut(waiting, { now, lately, isClimbing });
  return { bundles: await named(tx, messages), putBack };
}

async function named(tx: Tx, messages: readonly (readonly WaitingAttempt[])[]): Promise<Bundle[]> {
  const others = messages.filter(([first]) => isForOthers(first!));
  const before = await toldBefore(tx, [...new Set(others.map(([first]) => first!.personId))]);
  const calls = new Map(
    others.map((message) => [
      message,
      namedIn(
        message,
        before.filter(({ personId }) => personId === message[0]!.personId),
      ),
    ]),
  );
  const many = new Map([...calls].filter(([, each]) => each.length > 1));
  const together = await counted(tx, [...many.values()]);
  return messages.map((members): Bundle => {
    const each = many.get(members) ?? [];
    const carrier = members[0]!;
    return { carrier, members, together: together.get(each) ?? null, naming: { attemptId: carrier.attemptId, calls: each } };
  });
}

/** How many of how many are silent, for each list of those whom a message names. */
async function counted(tx: Tx, lists: readonly NamedCall[][]): Promise<Map<NamedCall[], Together>> {
  if (lists.length === 0) return new Map();
  const callOutIds = [...new Set(lists.flat().map(({ callOutId }) => callOutId))];
  const called = await calledIn(tx, callOutIds);
  const areas = new Map(lists.map((list) => [list, commonArea(list.map(({ areaCode }) => areaCode))]));
  const names = await areaNames(tx, [...new Set(areas.values())]);
  return new Map(
    lists.map((list) => {
      const area = areas.get(list)!;
      const ofTheirs = called.filter(({ callOutId }) => list.some((call) => call.callOutId === callOutId));
      const together = {
        area: names.get(area) ?? { zh: '', en: '' },
        called: countIn(ofTheirs, area),
        silent: list.length,
        doors: list.filter(({ reach }) => reach === 'door').length,
        named: list,
      };
      return [list, together];
    }),
  );
}
