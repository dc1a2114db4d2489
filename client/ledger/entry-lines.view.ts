import type { LedgerEntry } from '#contract/ledger.ts';
import { clockText, dateText, nameOf } from '../words/format.ts';
import { noticeText } from '../notices/notice-words.ts';
import { eventName } from '../notices/warning-title.ts';
import { say, sayOr } from '../words/words.ts';
import { channelWords, countsWords, outcomeWords, postWords, reasonWords } from './ledger.view.ts';

type Text = string | number | null;

/** Everything known of an entry, in the order of the ledger; what is not known has no line. */
export function entryLines(entry: LedgerEntry) {
  const lines = [
    line('number', entry.number),
    line('at', momentOf(entry.at)),
    line('incident', `${entry.incidentName} · ${say(`mode/${entry.incidentMode}`)}`),
    line('identifier', entry.identifier),
    line('version', entry.version),
    line('event', eventName(entry.event)),
    line('level', noticeText(entry.level, entry.noticeKind)),
    line('issuedAt', momentOf(entry.issuedAt)),
    line('area', `${nameOf({ nameZh: entry.areaNameZh, nameEn: entry.areaNameEn })} ${entry.areaCode}`),
    line('orderedBy', entry.orderedBy),
    line('releasedBy', entry.releasedBy),
    line('name', entry.name),
    line('post', postWords(entry.postKind)),
    line('postLevel', sayOr(`filter/${entry.postLevel}`, entry.postLevel)),
    line('reach', sayOr(entry.entry === 'attempt' ? `reach/${entry.reach}` : `by/${entry.reach}`, entry.reach)),
    line('reachedName', entry.reachedName),
    line('channel', channelWords(entry.channel)),
    line('address', entry.address),
    ...(entry.entry === 'attempt' ? attemptLines(entry) : receiptLines(entry)),
    line('onPostAt', momentOf(entry.onPostAt)),
    line('confirmedOnSite', entry.confirmedOnSite ? say('ledger/yes') : null),
    line('callState', say(`call/${entry.callState}`)),
    line('closedAt', momentOf(entry.closedAt)),
    line('closedBy', entry.closedBy ?? (entry.closedAt ? say('ledger/closed.by-server') : null)),
    line('closedByWarning', entry.closedByWarning),
    line('closeReason', entry.closeReason && sayOr(`ledger/closed.${entry.closeReason}`, entry.closeReason)),
    line('synthetic', entry.synthetic ? say('ledger/yes') : null),
  ];
  return lines.filter(({ text }) => text !== null && text !== '');
}

function attemptLines(entry: LedgerEntry) {
  return [
    line('reason', reasonWords(entry)),
    line('rung', entry.rung),
    line('tries', entry.tries),
    line('dialledAt', momentOf(entry.dialledAt)),
    line('connectedAt', momentOf(entry.connectedAt)),
    line('answeredAt', momentOf(entry.answeredAt)),
    line('result', outcomeWords(entry)),
    line('heardSeconds', entry.heardSeconds),
    line('providerId', entry.providerId),
  ];
}

function receiptLines(entry: LedgerEntry) {
  return [
    line('reply', outcomeWords(entry)),
    line('saidAt', momentOf(entry.saidAt)),
    line('household', entry.household),
    line('counts', countsWords(entry.counts)),
    line('replacedBy', entry.replacedBy),
    line('note', entry.note),
    line('flags', entry.flags.map((flag) => say(`flag/${flag}`)).join('；')),
  ];
}

function line<const Column extends string>(column: Column, text: Text) {
  return { column, text };
}

function momentOf(at: string | null): string | null {
  return at && `${dateText(new Date(at))} ${clockText(new Date(at))}`;
}
