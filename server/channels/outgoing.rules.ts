import type { AttemptPurpose, GatewayChannel } from '../contract/channels.ts';
import type { DoorCheck } from '../contract/call-details.ts';
import type { MessageTemplate, Reach } from '../contract/policies.ts';
import type { WarningLevel } from '../contract/warnings.ts';
import type { NoticeKind, NoticeWords, Wording } from '../contract/notices.ts';
import { renderMessage, type MessageWords } from '../policies/message.rules.ts';
import { phoneFrom } from '../people/phone.rules.ts';
import { replyHint } from './reply-hints.rules.ts';
import { togetherWords, type Together } from './together.rules.ts';

/** What the message of an attempt is made of. */
export interface Ingredients {
  purpose: AttemptPurpose;
  reach: Reach;
  /** Masked name of who is called: somebody else may be reached for it. */
  calledName: string;
  template: MessageTemplate;
  noticeKind: NoticeKind;
  words: NoticeWords;
  /** Null: what it is about has none. */
  level: WarningLevel | null;
  areaNameZh: string;
  areaNameEn: string;
  /** Of who is called; null: called for a post. */
  householdId: number | null;
  /** How far a team has to go to the door; null where that is not known. */
  distanceMeters: number | null;
  /** Why somebody goes to the door, and to how many who refuse or cannot be found. */
  doorReason: DoorCheck['reason'];
  doorPeople: number | null;
  /** All of whom the message speaks where it is about many; null: it is about one. */
  together: Together | null;
}

/**
 * An address as the channel's gateway takes it, or null when it is none: such an attempt fails without leaving. Mail addresses are
 * checked for what would forge a header or a second recipient; whether they exist only their server knows.
 */
export function outgoingAddress(channel: GatewayChannel, address: string): string | null {
  if (channel === 'mail') return /^[^\s@<>(),;:"\\[\]]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(address) ? address : null;
  const phone = phoneFrom(address);
  if (!phone || (channel !== 'voice' && phone.kind !== 'mobile')) return null;
  return phone.digits;
}

/** What is dialled once an exchange has answered; undefined for all but a telephone behind one. */
export function outgoingExtension(channel: GatewayChannel, address: string): string | undefined {
  return channel === 'voice' ? (phoneFrom(address)?.extension ?? undefined) : undefined;
}

/** How a message travels. */
export interface Carrying {
  channel: GatewayChannel;
  link: string | null;
  /** Null: whole, however long. */
  maxCharacters: number | null;
  /** 签名 of short messages, without its brackets; null: none. */
  signature: string | null;
}

/** What a message says, in both languages. Only actual incidents send any, so none of them is a drill. */
export function outgoingText(said: Ingredients, carrying: Carrying): MessageTemplate {
  const { zh, en } = said.words;
  const whole = (cut: Cuttable) => composed({ ...said, words: { zh: { ...zh, ...cut }, en: { ...en, ...cut } } }, carrying);
  return { zh: fitting(zh, carrying, (words) => whole(words).zh), en: fitting(en, carrying, (words) => whole(words).en) };
}

type Cuttable = Pick<Wording, 'headline' | 'instruction'>;

/** The text that still says how to answer: first the instruction is cut, then the headline, and only a text of a policy's own at its end. */
function fitting({ headline, instruction }: Cuttable, { maxCharacters: most }: Carrying, textOf: (words: Cuttable) => string): string {
  const whole = textOf({ headline, instruction });
  if (most === null || whole.length <= most) return whole;
  const isFitting = (text: string) => text.length <= most;
  const bare = cutToFit(instruction, (cut) => isFitting(textOf({ headline, instruction: cut })));
  if (bare !== null) return textOf({ headline, instruction: bare });
  const short = cutToFit(headline, (cut) => isFitting(textOf({ headline: cut, instruction: '' })));
  if (short !== null) return textOf({ headline: short, instruction: '' });
  return cutAt(textOf({ headline: '', instruction: '' }), most);
}

/** As much of the beginning as fits, at the end of a sentence where that loses little; null: not even nothing fits. */
function cutToFit(text: string, fits: (cut: string) => boolean): string | null {
  if (!fits('')) return null;
  let [least, most] = [0, text.length];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(cutAt(text, middle))) least = middle;
    else most = middle - 1;
  }
  return cutAt(text, least);
}

/** At most so many characters, the last of them a mark that something is missing; no character and, where it can be, no sentence in two. */
function cutAt(text: string, length: number): string {
  if (text.length <= length) return text;
  if (length < 2) return '';
  const cut = text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '');
  const end = Math.max(...['。', '！', '；', '. '].map((mark) => cut.lastIndexOf(mark))) + 1;
  return `${end > cut.length * 0.6 ? cut.slice(0, end) : cut}…`;
}

function composed(said: Ingredients, carrying: Carrying): MessageTemplate {
  const { channel, signature } = carrying;
  const { zh, en } = said.purpose === 'allClear' ? allClear(said) : calling(said, carrying);
  if (channel !== 'sms') return { zh, en };
  const first = signature === null ? '' : `【${signature}】`;
  return { zh: first + unbracketed(zh, '：'), en: first + unbracketed(en, ': ') };
}

/** Carriers take the first bracket of a short message for its signature, and turn away who has no right to that one. */
function unbracketed(text: string, colon: string): string {
  const match = /^\s*[【[［〖]([^】\]］〗]*)[】\]］〗]?\s*/.exec(text);
  if (!match) return text;
  const [inner, rest] = [match[1]!.trim(), unbracketed(text.slice(match[0].length), colon)];
  return inner === '' || rest === '' ? inner + rest : inner + colon + rest;
}

function calling(said: Ingredients, { channel, link }: Carrying): MessageTemplate {
  const before = said.together ? togetherWords(said.together, channel) : prefixes(said);
  return { zh: before.zh + worded('zh'), en: before.en + worded('en') };

  function worded(locale: keyof MessageTemplate): string {
    const words: MessageWords = {
      mode: 'actual',
      level: said.level,
      event: said.words[locale].event,
      area: areaName(said, locale),
      headline: said.words[locale].headline,
      instruction: said.words[locale].instruction,
      reply:
        channel === 'sms' || channel === 'voice' ? replyHint(channel, said.together ? 'many' : said.reach, said.noticeKind)[locale] : '',
      link: linkWithin(channel, said, link),
    };
    const asking = words.reply === '' ? said.template : askingFor('{reply}', said.template);
    return renderMessage(leadsSomewhere(said) ? askingFor('{link}', asking) : asking, words, locale);
  }
}

/** Whom nobody tells how to answer stays silent: a text of the policy's own that leaves it out has it at its end. */
function askingFor(place: string, template: MessageTemplate): MessageTemplate {
  const asking = (text: string) => (text.trim() === '' || text.includes(place) ? text : `${text} ${place}`);
  return { zh: asking(template.zh), en: asking(template.en) };
}

/**
 * A link is four short messages long: one carries it only where the policy asks for it by name, or where it shows the way to a door or
 * the list of many. Nobody can hear one.
 */
function linkWithin(channel: GatewayChannel, said: Ingredients, link: string | null): string {
  if (channel === 'voice' || (channel === 'sms' && said.template.zh.trim() === '' && !leadsSomewhere(said))) return '';
  return link ?? '';
}

/** To a door, or to the list of those whom a message speaks of. */
function leadsSomewhere({ reach, together }: Ingredients): boolean {
  return reach === 'door' || together !== null;
}

function areaName({ together, areaNameZh, areaNameEn }: Ingredients, locale: keyof MessageTemplate): string {
  return together?.area[locale] ?? (locale === 'zh' ? areaNameZh : areaNameEn);
}

/** What comes first: that it is a reminder, and for whom somebody else is reached. */
function prefixes(said: Ingredients): MessageTemplate {
  const { purpose, reach, calledName, areaNameZh, areaNameEn } = said;
  const again = purpose === 'reminder' ? { zh: '【催办】', en: '[Reminder] ' } : { zh: '', en: '' };
  if (reach === 'self') return again;
  if (reach === 'door') return toTheDoor(said);
  return {
    zh: `${again.zh}【代应答】${areaNameZh}${calledName}未应答，请设法联系本人。`,
    en: `${again.en}[Answer for ${calledName}, ${areaNameEn}: silent, please reach the person] `,
  };
}

/** Who goes to a door has to know which. */
function toTheDoor({
  calledName,
  areaNameZh,
  areaNameEn,
  householdId,
  distanceMeters,
  doorReason,
  doorPeople,
}: Ingredients): MessageTemplate {
  const home = householdId === null ? { zh: '', en: '' } : { zh: `（户号${householdId}）`, en: ` (household ${householdId})` };
  const away = distanceMeters === null ? null : (distanceMeters / 1000).toFixed(1);
  const awayZh = away === null ? '' : `，距您约${away}公里`;
  const awayEn = away === null ? '' : `, about ${away} km away`;
  if (doorReason !== 'unroused') {
    const isRefusal = doorReason === 'refused';
    return {
      zh: `【上门】${areaNameZh}${calledName}${home.zh}处有${doorPeople ?? ''}人${isRefusal ? '拒绝转移，请立即上门劝导' : '联系不上，请立即上门寻找'}${awayZh}。`,
      en: `[Go to the door] ${calledName}${home.en}, ${areaNameEn}: ${doorPeople ?? 'people'} ${isRefusal ? 'refuse to leave, go there and persuade them' : 'cannot be found, go there and look for them'}${awayEn}. `,
    };
  }
  return {
    zh: `【上门】请立即到${areaNameZh}${calledName}${home.zh}家中叫醒本人，多次呼叫未应答${away === null ? '' : `，距您约${away}公里`}。`,
    en: `[Go to the door] ${calledName}${home.en}, ${areaNameEn}, does not answer: go there and rouse the person${away === null ? '' : `, about ${away} km away`}. `,
  };
}

function allClear({ words: { zh, en }, noticeKind }: Ingredients): MessageTemplate {
  if (noticeKind === 'warning') {
    return {
      zh: `【解除】${zh.headline}：预警已解除，叫应结束。`,
      en: `[All clear] ${en.headline}: the warning is over, calling has ended.`,
    };
  }
  return { zh: `【撤销】${zh.headline}：已撤销，叫应结束。`, en: `[Called off] ${en.headline}: called off, calling has ended.` };
}
