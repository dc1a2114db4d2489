import type { CallingChannel } from '../contract/channels.ts';
import type { CallPolicy, LadderStep, Policy, PolicyRules, Reach } from '../contract/policies.ts';
import type { WarningLevel } from '../contract/warnings.ts';

/** What differs from level to level. */
type Outline = Pick<PolicyRules, 'postKinds' | 'answerWithinMinutes' | 'redials' | 'then' | 'superiorLevels' | 'channels'>;

const everyChannel: PolicyRules['channels'] = { order: ['inApp', 'sms', 'voice', 'chat', 'mail'], atOnce: true };

/**
 * Default values (默认值), never regulation: our proposal after documented local practice (leads woken within minutes, three redials
 * within five minutes, then the superior and the door). A bureau replaces them.
 *
 * Silence climbs until it has left the township, from whichever post of the level it began: a village lead answers to the desk of the
 * township, a guardian to the village lead. Not further: the door is waited for meanwhile.
 */
const outlines: Record<WarningLevel, Outline> = {
  blue: {
    postKinds: ['townshipDutyDesk'],
    answerWithinMinutes: 30,
    redials: { count: 1, withinMinutes: 30 },
    then: [],
    superiorLevels: 1,
    channels: { order: ['inApp', 'sms'], atOnce: true },
  },
  yellow: {
    postKinds: ['townshipDutyDesk', 'townshipLeader'],
    answerWithinMinutes: 15,
    redials: { count: 2, withinMinutes: 15 },
    then: [['superior']],
    superiorLevels: 2,
    channels: everyChannel,
  },
  orange: {
    postKinds: ['countyLead', 'townshipHead', 'townshipLeader', 'townshipDutyDesk', 'villageLead'],
    answerWithinMinutes: 10,
    redials: { count: 3, withinMinutes: 5 },
    then: [['deputy'], ['superior'], ['door']],
    superiorLevels: 2,
    channels: everyChannel,
  },
  red: {
    postKinds: ['countyLead', 'townshipHead', 'townshipLeader', 'townshipDutyDesk', 'villageLead', 'guardian'],
    answerWithinMinutes: 5,
    redials: { count: 3, withinMinutes: 5 },
    then: [['deputy', 'superior'], ['door']],
    superiorLevels: 3,
    channels: everyChannel,
  },
};

const isQuietAtNight: Record<WarningLevel, boolean> = { blue: true, yellow: false, orange: false, red: false };

/** The rules of a level as built in, for any kind of weather. */
export function defaultRules(level: WarningLevel): PolicyRules {
  return {
    ...outlines[level],
    callsByItself: true,
    callsHouseholds: false,
    message: { zh: '', en: '' },
    usesSecondContact: true,
    night: { from: '22:00', to: '06:00', rings: !isQuietAtNight[level] },
    reminderMinutes: level === 'red' || level === 'orange' ? 30 : null,
  };
}

export function defaultPolicyOf(level: WarningLevel): Policy {
  return { id: `any-${level}`, event: null, level, isDefault: true, version: 0, updatedAt: null, ...defaultRules(level) };
}

/** A policy as a call-out is stamped with it. */
export function stamped({ id, event, level, isDefault, ...rules }: Policy): CallPolicy {
  const { postKinds, callsHouseholds, message, answerWithinMinutes, night, reminderMinutes } = rules;
  return {
    ...{ policyId: id, event, level, isDefault },
    ...{ postKinds, callsHouseholds, message, answerWithinMinutes, night, reminderMinutes },
    ladder: ladderOf(rules),
    hasDoor: rules.then.flat().includes('door'),
  };
}

/** The policy that a call-out of this level is stamped with when nobody has said otherwise. */
export function defaultPolicy(level: WarningLevel): CallPolicy {
  return stamped(defaultPolicyOf(level));
}

/**
 * The steps of a ladder: the call and its redials share the time to answer, each later step waits as long again. Superiors are reached
 * level by level. The door is no step that waits: a ladder that is spent leads to it.
 *
 * Channels in order are for the called person alone, who is tried again over the next one. Whoever is reached for that person is tried
 * once, so over all of them.
 */
export function ladderOf(rules: Omit<PolicyRules, 'callsByItself'>): LadderStep[] {
  const { redials, then, superiorLevels } = rules;
  const answerSeconds = Math.round(rules.answerWithinMinutes * 60);
  const spacing = redialSeconds(answerSeconds, redials);
  const waits = [...Array<number>(redials.count).fill(spacing), answerSeconds - spacing * redials.count];
  const calling = waits.map((waitSeconds, redial): LadderStep => ({ ...redialled(rules, redial), reaches: ['self'], waitSeconds }));
  const later = then
    .map((reaches) => reaches.filter((reach) => reach !== 'door'))
    .filter((reaches) => reaches.length > 0)
    .flatMap((reaches): Reach[][] => (reaches.includes('superior') ? levelsOf(reaches, superiorLevels) : [reaches]));
  let superiorLevel = 0;
  return [
    ...calling,
    ...later.map((reaches): LadderStep => {
      if (reaches.includes('superior')) superiorLevel += 1;
      const channels = [...rules.channels.order];
      return { reaches, channels, contact: 1, superiorLevel: Math.max(1, superiorLevel), waitSeconds: answerSeconds };
    }),
  ];
}

function redialled({ channels, usesSecondContact }: Pick<PolicyRules, 'channels' | 'usesSecondContact'>, redial: number) {
  const { order, atOnce } = channels;
  const one: CallingChannel[] = atOnce ? order : [order[redial % order.length]!];
  const contact = usesSecondContact && isForSecond(redial, atOnce ? 1 : order.length) ? 2 : 1;
  return { channels: [...one], contact, superiorLevel: 1 };
}

/** Every other redial; from round to round the other one, so that every channel comes to both numbers, also where there are two or four. */
function isForSecond(redial: number, channels: number): boolean {
  const round = Math.floor(redial / channels);
  return (redial + (channels % 2 === 0 ? round : 0)) % 2 === 1;
}

/** The first superiors together with whom the policy reaches beside them, the higher ones after. */
function levelsOf(reaches: Reach[], levels: number): Reach[][] {
  return [reaches, ...Array.from({ length: levels - 1 }, (): Reach[] => ['superior'])];
}

/** As wide apart as the redials' own limit allows, yet never so late that the last one has no time left to be answered in. */
function redialSeconds(answerSeconds: number, { count, withinMinutes }: PolicyRules['redials']): number {
  return Math.floor(Math.min((withinMinutes * 60) / count, answerSeconds / (count + 1)));
}
