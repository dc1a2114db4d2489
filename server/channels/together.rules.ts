import { townshipOf } from '../contract/areas.ts';
import type { CallId, CallOutId, CallState } from '../contract/calls.ts';
import type { GatewayChannel } from '../contract/channels.ts';
import type { MessageTemplate, Reach } from '../contract/policies.ts';
import type { WarningLevel } from '../contract/warnings.ts';
import { worstFirst } from './bundling.rules.ts';

/** A silent call for which a person was reached, as a message for many names it. */
export interface NamedCall {
  callId: CallId;
  callOutId: CallOutId;
  personId: number;
  areaCode: string;
  areaNameZh: string;
  areaNameEn: string;
  calledName: string;
  reach: Reach;
  urgency: WarningLevel;
  callState: CallState;
  callPriority: number;
  calledAt: Date;
}

/** What one message tells a person about all those who are silent and whom this person is to reach. */
export interface Together {
  /** The smallest area that holds them all, in both languages. */
  area: MessageTemplate;
  /** How many the call-outs call there, those who have answered included. */
  called: number;
  silent: number;
  /** To so many of them the person is to go. */
  doors: number;
  /** The worst first; the message names as many as its channel has room for, the list behind the link all. */
  named: readonly Pick<NamedCall, 'areaNameZh' | 'areaNameEn' | 'calledName'>[];
}

/** How many are told by name: a short message has little room, and nobody remembers more of what was spoken. */
const namesOver: Record<GatewayChannel, number> = { sms: 3, voice: 3, chat: 10, mail: 30 };

/** Each silent call once, the worst first: what is told now, and what was told before and has not been answered. */
export function namedIn(fresh: readonly NamedCall[], before: readonly NamedCall[]): NamedCall[] {
  const calls = new Map([...before, ...fresh].map((call) => [call.callId, call]));
  return [...calls.values()].sort(worstFirst);
}

/** The smallest township, county or city that all of these lie in; of one village the village. */
export function commonArea(codes: readonly string[]): string {
  const [first = ''] = codes;
  if (codes.every((code) => code === first)) return first;
  const above = [townshipOf(first), `${first.slice(0, 6)}000000`, `${first.slice(0, 4)}00000000`];
  return above.find((code) => codes.every((other) => other.startsWith(prefixOf(code)))) ?? above.at(-1)!;
}

function prefixOf(code: string): string {
  return code.replace(/(?:0{8}|0{6}|000)$/, '');
}

/** How many of these counts lie in an area. */
export function countIn(counts: readonly { areaCode: string; count: number }[], area: string): number {
  const prefix = prefixOf(area);
  return counts.reduce((sum, { areaCode, count }) => sum + (areaCode.startsWith(prefix) ? count : 0), 0);
}

/** What comes first in a message for many: how many of how many, and who they are. */
export function togetherWords({ area, called, silent, doors, named }: Together, channel: GatewayChannel): MessageTemplate {
  const shown = named.slice(0, namesOver[channel]);
  const isCut = shown.length < silent;
  const zh = shown.map(({ areaNameZh, calledName }, at) => `${at + 1} ${areaNameZh}${calledName}`).join('、');
  const en = shown.map(({ areaNameEn, calledName }, at) => `${at + 1} ${calledName} of ${areaNameEn}`).join(', ');
  const doorsZh = doors > 0 ? `，其中${doors}人请上门` : '';
  const doorsEn = doors > 0 ? `; go to the door of ${doors}` : '';
  return {
    zh: `【代应答】${area.zh}叫应${called}人，${silent}人未应答，请逐一联系本人${doorsZh}：${zh}${isCut ? '等' : ''}。`,
    en: `[Answer for ${silent} of ${called} called in ${area.en}: silent, please reach each${doorsEn}: ${en}${isCut ? ' and others' : ''}] `,
  };
}
