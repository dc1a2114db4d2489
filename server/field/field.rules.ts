import type { Call, CallId } from '../contract/calls.ts';
import type { FieldCall, FieldDoor } from '../contract/field.ts';
import type { Incident, IncidentId } from '../contract/incidents.ts';
import type { MessageTemplate } from '../contract/policies.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { renderMessage } from '../policies/message.rules.ts';

/** What the field page says about a call besides the call itself and the time. */
export interface Message extends Omit<FieldCall, 'call' | 'door' | 'isOwn' | 'now' | 'clockRate' | 'message'> {
  callId: CallId;
  incidentId: IncidentId;
  event: string;
  /** Of the policy that the call-out was stamped with. */
  template: MessageTemplate;
}

/** Who reads a call, and the door that this person was sent to for it. */
interface Reader {
  personId: number;
  door: FieldDoor | null;
}

/** Joins a message with the call as it stands, who reads it, and the time by which its page counts down. */
export function fieldCallOf(message: Message, call: Call, at: { incident: Incident; wall: Date } & Reader): FieldCall {
  const { callId: _, incidentId: __, event: ___, template: ____, ...said } = message;
  return { call, door: at.door, isOwn: call.personId === at.personId, ...said, message: ownWords(message), ...timeOf(at) };
}

/** The policy's own message. The page is the link, and has buttons to answer with; that it is a drill it says itself. */
function ownWords({ template, areaNameZh, areaNameEn, ...said }: Message): MessageTemplate | null {
  if (template.zh.trim() === '' && template.en.trim() === '') return null;
  const words = { ...said, mode: 'actual' as const, reply: '', link: '' };
  return {
    zh: renderMessage(template, { ...words, area: areaNameZh }, 'zh'),
    en: renderMessage(template, { ...words, area: areaNameEn }, 'en'),
  };
}

/** The time by which a page counts down: the incident's, and how fast it runs. */
export function timeOf({ incident, wall }: { incident: Incident; wall: Date }): Pick<FieldCall, 'now' | 'clockRate'> {
  return { now: incidentNow(incident, wall).toISOString(), clockRate: clockRate(incident) };
}

function clockRate({ clock }: Incident): number {
  if (!clock) return 1;
  return clock.paused ? 0 : clock.rate;
}
