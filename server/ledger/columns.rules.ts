import type { LedgerEntry } from '../contract/ledger.ts';
import { eventIn, momentText, wordIn, type Language } from './words.rules.ts';

/** As a spreadsheet tells them apart: numbers add up, and moments can be sorted and subtracted. */
type Value = string | number | { moment: string };

interface Column {
  id: string;
  value: (entry: LedgerEntry, language: Language) => Value;
}

/** What an export holds, in the order of the paper ledger. */
const columns: readonly Column[] = [
  { id: 'number', value: ({ number }) => number },
  { id: 'at', value: ({ at }) => momentOf(at) },
  { id: 'incident', value: ({ incidentName }) => incidentName },
  { id: 'mode', value: ({ incidentMode }, language) => word('mode', incidentMode, language) },
  { id: 'identifier', value: ({ identifier }) => identifier },
  { id: 'version', value: ({ version }) => version },
  { id: 'event', value: ({ event }, language) => eventIn(language, event) },
  // An order has none, and must not look as if it had.
  {
    id: 'level',
    value: ({ level, noticeKind }, language) => (level ? word('level', level, language) : wordIn(language, `notice/${noticeKind}`)),
  },
  { id: 'issuedAt', value: ({ issuedAt }) => momentOf(issuedAt) },
  { id: 'areaCode', value: ({ areaCode }) => areaCode },
  { id: 'area', value: ({ areaNameZh, areaNameEn }, language) => (language === 'zh' ? areaNameZh : areaNameEn) },
  { id: 'orderedBy', value: ({ orderedBy }) => orderedBy ?? '' },
  { id: 'releasedBy', value: ({ releasedBy }) => releasedBy ?? '' },
  { id: 'name', value: ({ name }) => name },
  { id: 'post', value: ({ postKind }, language) => word(postKind === 'household' ? 'filter' : 'post', postKind, language) },
  { id: 'postLevel', value: ({ postLevel }, language) => word('filter', postLevel, language) },
  { id: 'reach', value: (entry, language) => reachText(entry, language) },
  { id: 'reachedName', value: ({ reachedName }) => reachedName },
  { id: 'channel', value: ({ channel }, language) => word(channel === 'desk' ? 'via' : 'channel', channel, language) },
  { id: 'address', value: ({ address }) => address ?? '' },
  { id: 'reason', value: ({ reason }, language) => (reason ? wordIn(language, `ledger/reason.${reason}`) : '') },
  { id: 'rung', value: ({ rung }) => rung ?? '' },
  { id: 'tries', value: ({ tries }) => tries ?? '' },
  { id: 'dialledAt', value: ({ dialledAt }) => momentOf(dialledAt) },
  { id: 'connectedAt', value: ({ connectedAt }) => momentOf(connectedAt) },
  { id: 'answeredAt', value: ({ answeredAt }) => momentOf(answeredAt) },
  { id: 'result', value: ({ result, failure }, language) => [word('outcome', result, language), failure].filter(Boolean).join(': ') },
  { id: 'heardSeconds', value: ({ heardSeconds }) => heardSeconds ?? '' },
  { id: 'reply', value: ({ reply, noticeKind }, language) => replyText({ reply, noticeKind }, language) },
  { id: 'saidAt', value: ({ saidAt }) => momentOf(saidAt) },
  { id: 'onPostAt', value: ({ onPostAt }) => momentOf(onPostAt) },
  { id: 'household', value: ({ household }) => household ?? '' },
  { id: 'counts', value: ({ counts }, language) => countsText(counts, language) },
  { id: 'replacedBy', value: ({ replacedBy }) => replacedBy ?? '' },
  { id: 'confirmedOnSite', value: ({ confirmedOnSite }, language) => yesText(confirmedOnSite, language) },
  { id: 'callState', value: ({ callState }, language) => word('call', callState, language) },
  { id: 'closedAt', value: ({ closedAt }) => momentOf(closedAt) },
  { id: 'closedBy', value: (entry, language) => closerText(entry, language) },
  { id: 'closedByWarning', value: ({ closedByWarning }) => closedByWarning ?? '' },
  { id: 'closeReason', value: ({ closeReason }, language) => closeText(closeReason, language) },
  { id: 'providerId', value: ({ providerId }) => providerId ?? '' },
  { id: 'flags', value: ({ flags }, language) => flags.map((flag) => word('flag', flag, language)).join('; ') },
  { id: 'note', value: ({ note }) => note ?? '' },
  { id: 'synthetic', value: ({ synthetic }, language) => yesText(synthetic, language) },
];

export function heads(language: Language): string[] {
  return columns.map(({ id }) => wordIn(language, `ledger/column.${id}`));
}

export function cells(entry: LedgerEntry, language: Language): Value[] {
  return columns.map(({ value }) => value(entry, language));
}

function word(list: string, value: string | null, language: Language): string {
  return value === null ? '' : wordIn(language, `${list}/${value}`);
}

/** As what somebody was reached for a call, or as what somebody answered for it. */
function reachText({ entry, reach }: LedgerEntry, language: Language): string {
  return word(entry === 'attempt' ? 'reach' : 'by', reach, language);
}

/** A cancel gives its own words as the reason. */
function closeText(reason: string | null, language: Language): string {
  return reason === null ? '' : wordIn(language, `ledger/closed.${reason}`);
}

/** What nobody has ended, and yet is over, the server has. */
function closerText({ closedAt, closedBy }: LedgerEntry, language: Language): string {
  return closedBy ?? (closedAt === null ? '' : wordIn(language, 'ledger/closed.by-server'));
}

function yesText(value: boolean, language: Language): string {
  return value ? wordIn(language, 'ledger/yes') : '';
}

function momentOf(at: string | null): Value {
  return at === null ? '' : { moment: momentText(at) };
}

function countsText(counts: LedgerEntry['counts'], language: Language): string {
  return Object.entries(counts ?? {})
    .map(([what, count]) => wordIn(language, `count/${what}`, { count }))
    .join('; ');
}

/** An order is accepted where a warning is heard. */
function replyText({ reply, noticeKind }: Pick<LedgerEntry, 'reply' | 'noticeKind'>, language: Language): string {
  const isOwn = noticeKind === 'order' && reply !== 'needHelp' && reply !== 'helped';
  return word(isOwn ? 'orderReply' : 'call', reply, language);
}
