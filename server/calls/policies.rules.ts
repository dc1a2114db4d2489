import type { CallPolicy, LadderStep, Reach } from '../contract/calls.ts';
import type { WarningLevel } from '../contract/warnings.ts';

/** What a bureau decides about one level; the ladder follows from it. */
interface Outline {
  /** Kinds of posts that are called first. */
  postKinds: string[];
  answerWithinMinutes: number;
  redials: { count: number; withinMinutes: number };
  /** Whom each further step reaches once the time to answer has passed. */
  then: Reach[][];
}

/**
 * Default values (默认值), never regulation: our proposal after documented local practice (leads woken within minutes, three redials
 * within five minutes, then the superior and the door). A bureau replaces them.
 */
const outlines: Record<WarningLevel, Outline> = {
  blue: {
    postKinds: ['townshipDutyDesk'],
    answerWithinMinutes: 30,
    redials: { count: 1, withinMinutes: 30 },
    then: [],
  },
  yellow: {
    postKinds: ['townshipDutyDesk', 'townshipLeader'],
    answerWithinMinutes: 15,
    redials: { count: 2, withinMinutes: 15 },
    then: [['superior']],
  },
  orange: {
    postKinds: ['countyLead', 'townshipHead', 'townshipLeader', 'townshipDutyDesk', 'villageLead'],
    answerWithinMinutes: 10,
    redials: { count: 3, withinMinutes: 5 },
    then: [['deputy'], ['superior']],
  },
  red: {
    postKinds: ['countyLead', 'townshipHead', 'townshipLeader', 'townshipDutyDesk', 'villageLead', 'guardian'],
    answerWithinMinutes: 5,
    redials: { count: 3, withinMinutes: 5 },
    then: [['deputy', 'superior']],
  },
};

/** The policy that a call-out of this level is stamped with when nobody has said otherwise. */
export function defaultPolicy(level: WarningLevel): CallPolicy {
  const { postKinds, answerWithinMinutes, ...outline } = outlines[level];
  return { level, postKinds, answerWithinMinutes, ladder: ladder(answerWithinMinutes * 60, outline) };
}

/** The call and its redials share the time to answer; each later step waits as long again. */
function ladder(answerSeconds: number, { redials, then }: Pick<Outline, 'redials' | 'then'>): LadderStep[] {
  const spacing = redialSeconds(answerSeconds, redials);
  const last = answerSeconds - spacing * redials.count;
  const waits = [...Array<number>(redials.count).fill(spacing), last];
  return [
    ...waits.map((waitSeconds): LadderStep => ({ reaches: ['self'], waitSeconds })),
    ...then.map((reaches): LadderStep => ({ reaches, waitSeconds: answerSeconds })),
  ];
}

/** As wide apart as the redials' own limit allows, yet never so late that the last one has no time left to be answered in. */
function redialSeconds(answerSeconds: number, { count, withinMinutes }: Outline['redials']): number {
  return Math.floor(Math.min((withinMinutes * 60) / count, answerSeconds / (count + 1)));
}
