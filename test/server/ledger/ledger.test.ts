import { describe, expect, it } from 'vitest';
import { LedgerQuery, type LedgerEntry } from '#contract/ledger.ts';
import { cells, heads } from '../../../server/ledger/columns.rules.ts';
import { afterCursor, cursorAt, pageOf } from '../../../server/ledger/ledger.rules.ts';
import { aLedgerEntry } from '../../support/ledger.ts';

const at = '2026-07-26T04:00:00.000Z';
const receiptId = '0f8fad5b-d9cb-469f-a165-70867728950e';

describe('a page of the ledger', () => {
  it('goes on below the attempt it ended with; all receipts of that time came before', () => {
    const cursor = cursorAt({ at, number: 'A42' });
    expect(LedgerQuery.parse({ cursor }).cursor).toBe(cursor);
    expect(afterCursor(cursor)).toEqual({ at, attemptId: 42, receiptId: '00000000-0000-0000-0000-000000000000' });
  });

  it('goes on below the receipt it ended with; all attempts of that time are still to come', () => {
    const cursor = cursorAt({ at, number: `R${receiptId}` });
    expect(LedgerQuery.parse({ cursor }).cursor).toBe(cursor);
    expect(afterCursor(cursor)).toEqual({ at, attemptId: Number.MAX_SAFE_INTEGER, receiptId });
  });

  it('has a next one only where one entry more was read than it holds', () => {
    const read = [aLedgerEntry({ number: 'A3' }), aLedgerEntry({ number: 'A2' }), aLedgerEntry({ number: 'A1' })];
    expect(pageOf(read, 2)).toEqual({ entries: read.slice(0, 2), next: cursorAt(read[1]!) });
    expect(pageOf(read, 3)).toEqual({ entries: read, next: null });
    expect(pageOf([], 3)).toEqual({ entries: [], next: null });
  });

  it.each(['', 'x', `${at}~a0`, `${at}~r1`, `2026-13-99T99:00:00.000Z~a1`, `${at}~a1;drop`, `${at}~a${'9'.repeat(30)}`])(
    'begins at no such place: %s',
    (cursor) => {
      expect(LedgerQuery.safeParse({ cursor }).success).toBe(false);
    },
  );
});

describe('a line of an export', () => {
  const lineOf = (entry: LedgerEntry, language: 'zh' | 'en') =>
    Object.fromEntries(cells(entry, language).map((cell, column) => [heads(language)[column]!, cell]));

  it('says an attempt in words, in Beijing time', () => {
    const line = lineOf(aLedgerEntry({ dialledAt: at, reason: 'escalated', reach: 'superior', result: 'noAnswer', failure: 'busy' }), 'zh');
    expect(line).toMatchObject({
      呼出时间: { moment: '2026-07-26 12:00:00' },
      梯级: 0,
      缘由: '未应答升级',
      责任角色: '上级',
      结果: '无人接听: busy',
      回执: '',
    });
  });

  it('says a receipt in words', () => {
    const receipt = aLedgerEntry({
      entry: 'receipt',
      reach: 'door',
      reply: 'done',
      counts: { moved: 3 },
      channel: 'sheet',
      result: null,
      reason: null,
    });
    expect(lineOf(receipt, 'zh')).toMatchObject({ 回执: '已完成', 人数: '已转移 3', 责任角色: '上门确认', 方式: '纸质叫应单', 结果: '' });
    expect(lineOf(receipt, 'en')).toMatchObject({ Reply: 'Done', People: '3 moved', Role: 'at the door', Channel: 'Call sheet' });
  });

  it('has a head for every cell in both languages', () => {
    for (const language of ['zh', 'en'] as const) {
      expect(heads(language)).toHaveLength(cells(aLedgerEntry(), language).length);
      expect(new Set(heads(language)).size).toBe(heads(language).length);
    }
    expect(heads('en').filter((head) => head.includes('.'))).toEqual([]);
  });
});
