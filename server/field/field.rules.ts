import type { Call, CallId } from '../contract/calls.ts';
import type { FieldCall, FieldDoorCheck } from '../contract/field.ts';
import type { Incident, IncidentId } from '../contract/incidents.ts';
import type { NoticeWords } from '../contract/notices.ts';
import type { MessageTemplate } from '../contract/policies.ts';
import { incidentNow } from '../incidents/incidents.rules.ts';
import { renderMessage } from '../policies/message.rules.ts';

/** What the field page says about a call besides the call itself and the time. */
type OfCall = 'call' | 'door' | 'isOwn' | 'help' | 'now' | 'clockRate' | 'message' | 'household';
type OfWords = 'headline' | 'description' | 'instruction' | 'words';
export interface Message extends Omit<FieldCall, OfCall | OfWords> {
  callId: CallId;
  incidentId: IncidentId;
  words: NoticeWords;
  /** Of the policy that the call-out was stamped with. */
  template: MessageTemplate;
}

/** Who reads a call, of which household if it is read by that one's line, and the door that this person was sent to for it. */
interface Reader {
  personId: number;
  /** Of which the reader answers. */
  household: FieldCall['household'];
  door: FieldDoorCheck | null;
  help: FieldCall['help'];
}

/** Joins a message with the call as it stands, who reads it, and the time by which its page counts down. */
export function fieldCallOf(message: Message, call: Call, at: { incident: Incident; wall: Date } & Reader): FieldCall {
  const { household, door, help, personId } = at;
  const { callId: _, incidentId: __, template: ___, ...said } = message;
  const { headline, description, instruction } = message.words.zh;
  const isOwn = call.personId === personId && household === null;
  return { call, door, isOwn, help, ...said, headline, description, instruction, message: ownWords(message), household, ...timeOf(at) };
}

/** The policy's own message. The page is the link, and has buttons to answer with; that it is a drill it says itself. */
function ownWords({ template, areaNameZh, areaNameEn, level, words }: Message): MessageTemplate | null {
  if (template.zh.trim() === '' && template.en.trim() === '') return null;
  const said = { level, mode: 'actual' as const, reply: '', link: '' };
  return {
    zh: renderMessage(template, { ...said, ...words.zh, area: areaNameZh }, 'zh'),
    en: renderMessage(template, { ...said, ...words.en, area: areaNameEn }, 'en'),
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
