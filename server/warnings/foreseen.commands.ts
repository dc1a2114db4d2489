import { longestOver } from '../channels/channels.store.ts';
import { outgoingText } from '../channels/outgoing.rules.ts';
import type { CallPolicy } from '../contract/policies.ts';
import { smsSize } from '../contract/sms.ts';
import type { ForeseenOutcome, ForeseenWarning, WarningWords } from '../contract/warning-drafts.ts';
import type { Warning } from '../contract/warnings.ts';
import { areasNamed } from '../areas/areas.store.ts';
import type { Ctx } from '../kernel/log/ctx.ts';
import type { Tx } from '../kernel/db/db.ts';
import { planOf, prospectOf, type Prospect } from '../plans/prospect.commands.ts';
import { stamped } from '../policies/policies.rules.ts';
import { noticeOf } from './notice.rules.ts';
import type { VersionRelations } from './versions.rules.ts';
import { callingOf } from './warnings.commands.ts';
import { refuseWrongIncident, weigh, type IncomingAlert } from './weighing.commands.ts';
import { warningsById } from './warnings.store.ts';

/**
 * What taking a message in would do: weighed, placed, ordered and counted by the very steps that taking it in goes through, and nothing
 * of it kept. `english`: what it says in English, which is kept with it and never sent. The transaction must see the whole server; what the session may touch is checked here.
 */
export async function foresee(
  tx: Tx,
  ctx: Ctx,
  { english, signature, ...incoming }: IncomingAlert & { english?: WarningWords; signature: string | null },
): Promise<ForeseenWarning> {
  refuseWrongIncident(incoming);
  const weighed = await weigh(tx, ctx, incoming);
  if ('before' in weighed) return { outcome: 'known', warning: weighed.before, replaces: [], plan: null, sms: null };
  const { warning, standing } = weighed;
  const replaces = await replacedBy(tx, standing);
  const silent = { warning, replaces, plan: null, sms: null };
  const calling = await callingOf(tx, { warning, standing });
  if (!calling) return { outcome: silenceOf(warning), ...silent };
  const policy = stamped(calling.policy);
  const prospect = await prospectOf(tx, ctx, { incident: incoming.incident, notice: noticeOf(warning), policy, kept: calling.kept });
  if (prospect.counted.people === 0) return { outcome: 'nobody', ...silent };
  return {
    ...{ warning, replaces },
    outcome: outcomeOf(prospect, calling.policy.callsByItself),
    plan: await planOf(tx, { prospect, policy }),
    sms: await smsOf(tx, { warning, policy, prospect, english, signature }),
  };
}

/** Why a version calls nobody. */
function silenceOf({ state, expired }: Warning): ForeseenOutcome {
  if (expired) return 'expired';
  return state === 'ended' ? 'ends' : 'overtaken';
}

function outcomeOf({ needsRelease }: Prospect, callsByItself: boolean): ForeseenOutcome {
  if (!callsByItself) return 'order';
  return needsRelease ? 'release' : 'calls';
}

async function replacedBy(tx: Tx, { earlier }: VersionRelations): Promise<ForeseenWarning['replaces']> {
  const ids = earlier.filter(({ state }) => state === 'inForce').map(({ id }) => id);
  const held = await warningsById(tx, ids);
  return held.map(({ id, event, level, version, callOutId, areas }) => ({ id, event, level, version, callOutId, areas }));
}

interface Worded {
  warning: Warning;
  policy: CallPolicy;
  prospect: Prospect;
  english: WarningWords | undefined;
  signature: string | null;
}

/** As the outbox words it for somebody called for a post of their own, in the area with the longest name: no message there is longer. */
async function smsOf(tx: Tx, { warning, policy, prospect, english, signature }: Worded): Promise<ForeseenWarning['sms']> {
  const called = await areasNamed(
    tx,
    prospect.queue.map(({ areaCode }) => areaCode),
  );
  const longest = (name: 'nameZh' | 'nameEn') => called.reduce((most, area) => (area[name].length > most.length ? area[name] : most), '');
  const { level } = warning;
  const said = {
    noticeKind: 'warning' as const,
    level,
    areaNameZh: longest('nameZh'),
    areaNameEn: longest('nameEn'),
    template: policy.message,
  };
  const whom = {
    purpose: 'call',
    reach: 'self',
    calledName: '',
    householdId: null,
    distanceMeters: null,
    doorReason: 'unroused',
    doorPeople: null,
    together: null,
  } as const;
  const carrying = { channel: 'sms', link: null, maxCharacters: await longestOver(tx, 'sms'), signature } as const;
  const worded = (words: Pick<WarningWords, 'headline' | 'instruction'>) => {
    const spoken = { ...noticeOf(warning).words.zh, ...words };
    return outgoingText({ ...said, ...whom, words: { zh: spoken, en: spoken } }, carrying);
  };
  return { zh: sized(worded(warning).zh), en: english ? sized(worded(english).en) : null };
}

function sized(text: string) {
  return { text, ...smsSize(text) };
}
