import type { LedgerEntry } from '../contract/ledger.ts';
import { momentText, wordIn, type Language } from './words.rules.ts';

interface Column {
  id: string;
  text: (entry: LedgerEntry, language: Language) => string;
}

/** What an export holds, in the order of the paper ledger. */
const columns: readonly Column[] = [
  { id: 'number', text: ({ number }) => number },
  { id: 'at', text: ({ at }) => momentText(at) },
  { id: 'incident', text: ({ incidentName }) => incidentName },
  { id: 'mode', text: ({ incidentMode }, language) => word('mode', incidentMode, language) },
  { id: 'identifier', text: ({ identifier }) => identifier },
  { id: 'version', text: ({ version }) => String(version) },
  { id: 'event', text: ({ event }) => event },
  { id: 'level', text: ({ level }, language) => word('level', level, language) },
  { id: 'issuedAt', text: ({ issuedAt }) => momentText(issuedAt) },
  { id: 'areaCode', text: ({ areaCode }) => areaCode },
  { id: 'area', text: ({ areaNameZh, areaNameEn }, language) => (language === 'zh' ? areaNameZh : areaNameEn) },
  { id: 'orderedBy', text: ({ orderedBy }) => orderedBy ?? '' },
  { id: 'releasedBy', text: ({ releasedBy }) => releasedBy ?? '' },
  { id: 'name', text: ({ name }) => name },
  { id: 'post', text: ({ postKind }, language) => word(postKind === 'household' ? 'filter' : 'post', postKind, language) },
  { id: 'postLevel', text: ({ postLevel }, language) => word('filter', postLevel, language) },
  { id: 'reach', text: (entry, language) => reachText(entry, language) },
  { id: 'reachedName', text: ({ reachedName }) => reachedName },
  { id: 'channel', text: ({ channel }, language) => word(channel === 'desk' ? 'via' : 'channel', channel, language) },
  { id: 'address', text: ({ address }) => address ?? '' },
  { id: 'reason', text: ({ reason }, language) => (reason ? wordIn(language, `ledger/reason.${reason}`) : '') },
  { id: 'rung', text: ({ rung }) => numberText(rung) },
  { id: 'tries', text: ({ tries }) => numberText(tries) },
  { id: 'dialledAt', text: ({ dialledAt }) => momentText(dialledAt) },
  { id: 'connectedAt', text: ({ connectedAt }) => momentText(connectedAt) },
  { id: 'answeredAt', text: ({ answeredAt }) => momentText(answeredAt) },
  { id: 'result', text: ({ result, failure }, language) => [word('outcome', result, language), failure].filter(Boolean).join(': ') },
  { id: 'heardSeconds', text: ({ heardSeconds }) => numberText(heardSeconds) },
  { id: 'reply', text: ({ reply }, language) => word('call', reply, language) },
  { id: 'saidAt', text: ({ saidAt }) => momentText(saidAt) },
  { id: 'onPostAt', text: ({ onPostAt }) => momentText(onPostAt) },
  { id: 'counts', text: ({ counts }, language) => countsText(counts, language) },
  { id: 'confirmedOnSite', text: ({ confirmedOnSite }, language) => yesText(confirmedOnSite, language) },
  { id: 'callState', text: ({ callState }, language) => word('call', callState, language) },
  { id: 'closedAt', text: ({ closedAt }) => momentText(closedAt) },
  { id: 'closeReason', text: ({ closeReason }, language) => closeText(closeReason, language) },
  { id: 'providerId', text: ({ providerId }) => providerId ?? '' },
  { id: 'flags', text: ({ flags }, language) => flags.map((flag) => word('flag', flag, language)).join('; ') },
  { id: 'note', text: ({ note }) => note ?? '' },
  { id: 'synthetic', text: ({ synthetic }, language) => yesText(synthetic, language) },
];

export function heads(language: Language): string[] {
  return columns.map(({ id }) => wordIn(language, `ledger/column.${id}`));
}

export function cells(entry: LedgerEntry, language: Language): string[] {
  return columns.map(({ text }) => text(entry, language));
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
  return reason === 'superseded' ? wordIn(language, 'ledger/closed.superseded') : (reason ?? '');
}

function yesText(value: boolean, language: Language): string {
  return value ? wordIn(language, 'ledger/yes') : '';
}

function numberText(value: number | null): string {
  return value === null ? '' : String(value);
}

function countsText(counts: LedgerEntry['counts'], language: Language): string {
  return Object.entries(counts ?? {})
    .map(([what, count]) => wordIn(language, `count/${what}`, { count }))
    .join('; ');
}
