import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gatewayOutcomes } from '#contract/channels.ts';
import { isNews, readReport, stateAfter } from '../../../server/channels/reports.rules.ts';

const ownCall = { channel: 'voice', reach: 'self' } as const;
const chat = { channel: 'chat', reach: 'self' } as const;

describe('what a gateway says of a spoken message', () => {
  it.each([
    ['heard to the end', { heardSeconds: 20, messageSeconds: 20 }, { outcome: 'answered', kind: 'heard' }],
    ['heard for twenty seconds of nobody knows how many', { heardSeconds: 20 }, { outcome: 'answered', kind: 'heard' }],
    ['cut short', { heardSeconds: 19.9, messageSeconds: 20 }, { outcome: 'hungUp', kind: null }],
    ['heard nobody knows how long', {}, { outcome: 'hungUp', kind: null }],
    ['heard to the end, 4 pressed', { heardSeconds: 30, messageSeconds: 20, digits: '4' }, { outcome: 'answered', kind: 'done' }],
    ['heard to the end, nonsense pressed', { heardSeconds: 30, messageSeconds: 20, digits: '77#' }, { outcome: 'answered', kind: 'heard' }],
    ['cut short, 1 pressed', { heardSeconds: 3, messageSeconds: 20, digits: '1' }, { outcome: 'hungUp', kind: null }],
    ['hung up after the end', { outcome: 'hungUp', heardSeconds: 21, messageSeconds: 20 }, { outcome: 'answered', kind: 'heard' }],
    ['hung up before the end', { outcome: 'hungUp', heardSeconds: 3, messageSeconds: 20 }, { outcome: 'hungUp', kind: null }],
    ['hung up nobody knows when', { outcome: 'hungUp' }, { outcome: 'hungUp', kind: null }],
    ['hung up after a call for help', { outcome: 'hungUp', heardSeconds: 3, digits: '9' }, { outcome: 'hungUp', kind: 'needHelp' }],
    ['cut short by a call for help', { heardSeconds: 3, messageSeconds: 20, digits: '9' }, { outcome: 'answered', kind: 'needHelp' }],
  ] as const)('%s', (_, said, reading) => {
    expect(readReport(ownCall, { outcome: 'answered', ...said })).toMatchObject(reading);
  });

  it.each(['deputy', 'superior', 'door', 'assignee'] as const)('is no answer for somebody else until the %s presses a key', (reach) => {
    const whole = { outcome: 'answered', heardSeconds: 30, messageSeconds: 20 } as const;
    expect(readReport({ channel: 'voice', reach }, whole)).toMatchObject({ outcome: 'answered', kind: null });
    expect(readReport({ channel: 'voice', reach }, { ...whole, digits: '1' })).toMatchObject({ outcome: 'answered', kind: 'heard' });
    expect(readReport({ channel: 'chat', reach }, { outcome: 'answered', digits: '收到' })).toMatchObject({
      outcome: 'delivered',
      kind: null,
    });
    expect(readReport({ channel: 'chat', reach }, { outcome: 'answered', digits: '已联系到' })).toMatchObject({
      outcome: 'answered',
      kind: 'heard',
    });
  });

  it.each([
    ['voice', { outcome: 'answered', heardSeconds: 99, digits: '5' }, '5'],
    ['voice', { outcome: 'hungUp', heardSeconds: 1, digits: '77' }, '77'],
    ['voice', { outcome: 'noAnswer', digits: '9' }, '9'],
    ['chat', { outcome: 'answered', digits: '哪里集合？' }, '哪里集合？'],
    ['voice', { outcome: 'answered', heardSeconds: 99, digits: '1' }, null],
    ['voice', { outcome: 'hungUp', heardSeconds: 1, digits: '9' }, null],
    ['voice', { outcome: 'answered', heardSeconds: 99, digits: '' }, null],
  ] as const)('over %s: of %j a person has to look at %j', (channel, said, unread) => {
    expect(readReport({ channel, reach: 'self' }, said).unread).toBe(unread);
  });

  it('is no answer when nobody answered, whatever else it says', () => {
    const others = gatewayOutcomes.filter((outcome) => outcome !== 'answered' && outcome !== 'hungUp');
    fc.assert(
      fc.property(
        fc.constantFrom(...others),
        fc.double({ min: 0, max: 600, noNaN: true }),
        fc.string(),
        (outcome, heardSeconds, digits) => {
          expect(readReport(ownCall, { outcome, heardSeconds, digits })).toMatchObject({ outcome, kind: null });
        },
      ),
    );
  });
});

describe('what a gateway says of a written message', () => {
  it('is an answer only by what was pressed or written', () => {
    expect(readReport(chat, { outcome: 'answered', digits: '收到' })).toMatchObject({ outcome: 'answered', kind: 'heard' });
    expect(readReport(chat, { outcome: 'answered', heardSeconds: 99 })).toMatchObject({ outcome: 'delivered', kind: null });
  });
});

describe('reports that come twice, late and in any order', () => {
  it('leave the same outcome behind unless two say equally much', () => {
    const reports = fc.shuffledSubarray(['accepted', 'noAnswer', 'delivered', 'answered'] as const, { minLength: 1 });
    fc.assert(
      fc.property(reports, (outcomes) => {
        const last = outcomes.reduce<(typeof gatewayOutcomes)[number] | null>((known, said) => (isNews(known, said) ? said : known), null);
        const heaviest = (['answered', 'delivered', 'noAnswer', 'accepted'] as const).find((outcome) => outcomes.includes(outcome));
        expect(last).toBe(heaviest);
      }),
    );
  });

  it('never unsay that it was shown', () => {
    fc.assert(
      fc.property(fc.constantFrom(...gatewayOutcomes), (outcome) => {
        expect(stateAfter('shown', outcome)).toBe('shown');
      }),
    );
  });
});
