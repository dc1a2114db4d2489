import { describe, expect, it } from 'vitest';
import type { LedgerFilter, LedgerPage } from '#contract/ledger.ts';
import { EntryPages } from '../../../client/ledger/entry-pages.ts';
import { entryLines } from '../../../client/ledger/entry-lines.view.ts';
import {
  changed,
  exportAddress,
  filterFrom,
  hourBars,
  isBad,
  outcomeWords,
  queryOf,
  reasonWords,
} from '../../../client/ledger/ledger.view.ts';
import { aLedgerEntry } from '../../support/ledger.ts';

const filter = { area: '320623000000', level: 'red', incident: 'i', callOut: 'c' } as LedgerFilter;

describe('the filter', () => {
  it('is brought back by the address it was written to', () => {
    expect(filterFrom(`?tab=entries&${new URLSearchParams(queryOf(filter))}`)).toEqual(filter);
    expect(filterFrom('')).toEqual({});
  });

  it('lifts what is emptied, and the call-out with its incident', () => {
    expect(changed(filter, 'level', '')).toEqual({ area: '320623000000', incident: 'i', callOut: 'c' });
    expect(changed(filter, 'incident', 'j')).toEqual({ area: '320623000000', level: 'red', incident: 'j' });
    expect(changed({}, 'state', 'unroused')).toEqual({ state: 'unroused' });
  });

  it('leads to an export in the clear only with a purpose', () => {
    expect(exportAddress(filter, { format: 'csv', purpose: '  ', lang: 'zh' })).not.toContain('purpose');
    expect(exportAddress({}, { format: 'xlsx', purpose: ' 复盘用 ', lang: 'en' })).toBe(
      '/api/ledger/export.xlsx?lang=en&purpose=%E5%A4%8D%E7%9B%98%E7%94%A8',
    );
  });
});

describe('an entry', () => {
  it('says what an attempt came to and why it was made', () => {
    const entry = aLedgerEntry({ result: 'failed', failure: 'timeout', reason: 'redialled' });
    expect([outcomeWords(entry), reasonWords(entry)]).toEqual(['发送失败 · 网关未按时答复', '未应答重拨']);
  });

  it('says what a receipt says and who said it', () => {
    const entry = aLedgerEntry({ entry: 'receipt', reply: 'done', reach: 'door', reason: null, result: null });
    expect([outcomeWords(entry), reasonWords(entry)]).toEqual(['已完成', '上门确认']);
  });

  it('shows what a gateway calls in a word of its own as it is', () => {
    expect(outcomeWords(aLedgerEntry({ result: 'carrierPigeon' }))).toBe('carrierPigeon');
  });

  it.each([
    [{ callState: 'unroused' }, true],
    [{ result: 'unknown' }, true],
    [{ entry: 'receipt', reply: 'needHelp' }, true],
    [{ result: 'shown' }, false],
  ] as const)('is marked when it went badly: %j', (about, bad) => {
    expect(isBad(aLedgerEntry(about))).toBe(bad);
  });

  it('lists what is known of it and nothing else', () => {
    const lines = entryLines(aLedgerEntry({ note: null, providerId: 'gw-7' }));
    expect(lines.find(({ column }) => column === 'providerId')?.text).toBe('gw-7');
    expect(lines.map(({ column }) => column)).not.toContain('note');
  });
});

describe('the hours', () => {
  const hour = (at: string, attempts: number, answers = 0) => ({ hour: `2026-07-26T${at}:00:00.000Z`, attempts, receipts: 0, answers });

  it('are bars of one scale, with the empty ones between', () => {
    const bars = hourBars([hour('04', 10, 5), hour('06', 20)]);
    expect(bars.map(({ attemptShare, answerShare }) => [attemptShare, answerShare])).toEqual([
      [0.5, 0.25],
      [0, 0],
      [1, 0],
    ]);
  });

  it('leave out a long spell of nothing, and stand no division by nothing', () => {
    expect(hourBars([hour('00', 1), hour('23', 1)]).map(({ isApart }) => isApart)).toEqual([false, true]);
    expect(hourBars([hour('00', 0)])).toMatchObject([{ attemptShare: 0 }]);
    expect(hourBars([])).toEqual([]);
  });
});

describe('pages of entries', () => {
  const source: Record<string, LedgerPage> = {
    '': { entries: [aLedgerEntry({ number: 'A3' })], next: 'two' },
    two: { entries: [aLedgerEntry({ number: 'A2' })], next: null },
  };

  it('are read one after the other, each once, however they are asked for', async () => {
    const asked: (string | null)[] = [];
    const pages = new EntryPages((cursor) => {
      asked.push(cursor);
      return Promise.resolve(source[cursor ?? '']!);
    });
    const [second, first] = await Promise.all([pages.page(1), pages.page(0)]);
    expect([first, second].map((page) => page[0]!.number)).toEqual(['A3', 'A2']);
    expect(await pages.page(5)).toEqual([]);
    expect(asked).toEqual([null, 'two']);
    expect([pages.isWhole, pages.entries.length]).toEqual([true, 2]);
  });

  it('are read again after a failure', async () => {
    let works = false;
    const pages = new EntryPages(() => (works ? Promise.resolve(source.two!) : Promise.reject(new Error('offline'))));
    await expect(pages.page(0)).rejects.toThrow('offline');
    works = true;
    expect(await pages.page(0)).toHaveLength(1);
  });
});
