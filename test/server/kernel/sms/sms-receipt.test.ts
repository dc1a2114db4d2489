import { describe, expect, it } from 'vitest';
import { idForms, isReceiptText, readReceipt } from '../../../../server/kernel/sms/sms-receipt.ts';

const receipt = (stat: string) => `id:7 sub:001 dlvrd:000 submit date:2611300800 done date:2611300801 stat:${stat} err:001 text:`;

describe('a delivery receipt', () => {
  it.each([
    ['MK:0001', 'invalidNumber'],
    ['CB:0001', 'invalidNumber'],
    ['CB:0053', 'invalidNumber'],
    ['mk:0001', 'invalidNumber'],
    ['MI:0013', 'off'],
    ['MK:0005', 'off'],
    ['DB:0141', 'undeliverable'],
    ['HD:0001', 'undeliverable'],
    ['MBBLACK', 'undeliverable'],
    ['NOROUTE', 'undeliverable'],
    ['REJECTD', 'rejected'],
    ['DELIVRD', 'delivered'],
    ['ENROUTE', 'onItsWay'],
    ['UNKNOWN', 'unknown'],
    ['???', 'unknown'],
  ] as const)('says by %s: %s', (stat, outcome) => {
    expect(readReceipt(receipt(stat), {})).toEqual({ providerId: '7', outcome, said: stat.toUpperCase() });
  });

  it('may say it in fields alone, or name nothing', () => {
    expect(readReceipt('', { receipted_message_id: 'a', message_state: 5 })).toEqual({
      providerId: 'a',
      outcome: 'undeliverable',
      said: 'state 5',
    });
    expect(readReceipt('', { message_state: 7 })).toEqual({ providerId: null, outcome: 'unknown', said: 'state 7' });
  });

  it.each(['id:7 stat:', '收到 id 7', 'my id: 7', '1'])('is not what a person writes: %s', (text) => {
    expect(isReceiptText(text)).toBe(false);
  });
});

describe('an id', () => {
  it.each([
    ['0001714979', '1a2b23'],
    ['1A2B24', '1a2b24'],
    ['1714980', '1714980'],
    ['1a2b24', '1714980'],
    ['m7', 'm7'],
  ])('%s may have been given as %s', (id, given) => {
    expect(idForms(id)).toContain(given);
  });

  it('that is no number has one form', () => {
    expect(idForms('  00Req-7 ')).toEqual(['req-7']);
  });
});
