import type { LedgerEntry, LedgerFilter, LedgerStatistics } from '#contract/ledger.ts';
import { failureText } from '../notices/failures.view.ts';
import { say, sayOr } from '../words/words.ts';

const filterKeys = ['incident', 'callOut', 'area', 'level', 'postKind', 'channel', 'state', 'entry', 'from', 'to'] as const;

/** A filter as a query; what is not set is left out. */
export function queryOf(filter: LedgerFilter): Record<string, string> {
  return Object.fromEntries(filterKeys.flatMap((key) => (filter[key] ? [[key, filter[key]]] : [])));
}

/** What the address bar says of a filter. What makes no sense is refused by the server, in words. */
export function filterFrom(search: string): LedgerFilter {
  const query = new URLSearchParams(search);
  return Object.fromEntries(filterKeys.flatMap((key) => (query.get(key) ? [[key, query.get(key)]] : [])));
}

/** The filter with one thing changed; an empty value lifts it. A call-out belongs to its incident and leaves with it. */
export function changed(filter: LedgerFilter, key: keyof LedgerFilter, value: string): LedgerFilter {
  const isLifted = (each: string) => each === key || (key === 'incident' && each === 'callOut');
  const kept = Object.fromEntries(Object.entries(filter).filter(([each]) => !isLifted(each)));
  return value === '' ? kept : { ...kept, [key]: value };
}

/** Where what was asked for is taken away from: `csv` or `xlsx`, in the clear for a purpose. */
export function exportAddress(filter: LedgerFilter, how: { format: 'csv' | 'xlsx'; purpose: string; lang: 'zh' | 'en' }): string {
  const purpose = how.purpose.trim();
  const query = new URLSearchParams({ ...queryOf(filter), lang: how.lang, ...(purpose && { purpose }) });
  return `/api/ledger/export.${how.format}?${query}`;
}

/** What an attempt came to, or what a receipt says, as keys of the words. */
export function outcomeWords({ entry, noticeKind, result, failure, reply }: LedgerEntry): string {
  if (entry === 'receipt')
    return reply ? sayOr(noticeKind === 'order' ? `orderReply/${reply}` : `call/${reply}`, sayOr(`call/${reply}`, reply)) : '';
  const word = result ? sayOr(`outcome/${result}`, result) : '';
  return failure ? `${word} · ${failureText(failure)}` : word;
}

export function channelWords(channel: string): string {
  return sayOr(channel === 'desk' ? 'via/desk' : `channel/${channel}`, channel);
}

export function postWords(kind: string): string {
  return sayOr(kind === 'household' ? 'filter/household' : `post/${kind}`, kind);
}

/** Why an attempt was made, or who gave the answer. */
export function reasonWords({ entry, reason, reach }: LedgerEntry): string {
  if (entry === 'receipt') return sayOr(`by/${reach}`, reach);
  return reason ? sayOr(`ledger/reason.${reason}`, reason) : '';
}

/** Whether the call went badly: it is marked in the list. */
export function isBad({ entry, result, reply, callState }: LedgerEntry): boolean {
  if (entry === 'receipt') return reply === 'needHelp' || reply === 'cannot';
  return callState === 'unroused' || result === 'failed' || result === 'unknown';
}

export interface HourBar {
  hour: string;
  attempts: number;
  answers: number;
  /** Share of the highest bar. */
  attemptShare: number;
  answerShare: number;
  /** Whether a spell without anything was left out before it. */
  isApart: boolean;
}

/** Bars of equal scale. Hours in which nothing happened are shown too, up to half a day; longer spells are left out. */
export function hourBars(byHour: LedgerStatistics['byHour']): HourBar[] {
  const highest = Math.max(1, ...byHour.flatMap(({ attempts, answers }) => [attempts, answers]));
  return withGaps(byHour).map(({ hour, attempts, answers, isApart }) => ({
    ...{ hour, attempts, answers, isApart },
    attemptShare: attempts / highest,
    answerShare: answers / highest,
  }));
}

const hourMilliseconds = 3_600_000;
const longestGapHours = 12;

function withGaps(byHour: LedgerStatistics['byHour']): Omit<HourBar, 'attemptShare' | 'answerShare'>[] {
  return byHour.flatMap((row, at) => {
    const before = byHour[at - 1];
    const hours = before ? Math.round((Date.parse(row.hour) - Date.parse(before.hour)) / hourMilliseconds) - 1 : 0;
    if (!before || hours > longestGapHours) return [{ ...row, isApart: before !== undefined }];
    const empty = Array.from({ length: hours }, (_none, nr) => ({
      ...{ attempts: 0, answers: 0, isApart: false },
      hour: new Date(Date.parse(before.hour) + (nr + 1) * hourMilliseconds).toISOString(),
    }));
    return [...empty, { ...row, isApart: false }];
  });
}

/** Share of those who answered, null where nobody was called. */
export function answeredShare({ calls, answered }: { calls: number; answered: number }): number | null {
  return calls === 0 ? null : answered / calls;
}

export function countsWords(counts: LedgerEntry['counts']): string {
  return Object.entries(counts ?? {})
    .map(([what, count]) => countWords(what, count))
    .join(' · ');
}

const countKeys = ['count/moved', 'count/refused', 'count/absent', 'count/sheltered', 'count/withRelatives'] as const;

export function countWords(what: string, count: number): string {
  const key = countKeys.find((each) => each === `count/${what}`);
  return key ? say(key, { count }) : `${what} ${count}`;
}
