import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { IncidentId } from '#contract/incidents.ts';
import type { WarningId } from '#contract/warnings.ts';
import { parseCap } from '../../../geodata/feeds/cap.ts';
import { ackOf, acksFeed, type AckedWarning } from '../../../server/warnings/acks.rules.ts';

const by = { sender: 'jiaoying@nantong.example', url: 'https://nantong.example/api/feeds/acks.atom' };

function aWarning(about: Partial<AckedWarning> = {}): AckedWarning {
  return {
    ...{
      id: '11111111-2222-4333-8444-555555555555' as WarningId,
      identifier: '32060041600000_20260726120000',
      sender: 'nantong@example.invalid',
      incidentId: '99999999-2222-4333-8444-555555555555' as IncidentId,
    },
    ...{ sent: '2026-07-26T04:00:00.000Z', status: 'Actual', headline: '台风红色预警', owed: 3, answered: 2, unroused: 1, replaced: 0 },
    updatedAt: '2026-07-26T04:05:00.000Z',
    ...about,
  };
}

describe('an acknowledgement', () => {
  it('is a CAP 1.2 message that names what it answers', () => {
    expect(parseCap(ackOf(aWarning(), by))).toMatchObject({
      msgType: 'Ack',
      status: 'Actual',
      sender: 'jiaoying@nantong.example',
      sent: '2026-07-26T04:05:00.000Z',
      references: [{ sender: 'nantong@example.invalid', identifier: '32060041600000_20260726120000', sent: '2026-07-26T04:00:00.000Z' }],
      infos: [],
    });
  });

  it('keeps the status of its warning', () => {
    expect(parseCap(ackOf(aWarning({ status: 'Exercise' }), by)).status).toBe('Exercise');
  });

  it('tells the answer rate, and never all while somebody is missing', () => {
    expect(ackOf(aWarning(), by)).toContain('应答率 66.7%');
    expect(ackOf(aWarning({ owed: 100_000, answered: 99_999 }), by)).toContain('99.9%');
    expect(ackOf(aWarning({ owed: 0, answered: 0, unroused: 0 }), by)).toContain('未叫应');
  });

  it('is a new message when it says something new, and the same while it does not', () => {
    const identifier = (warning: AckedWarning) => parseCap(ackOf(warning, by)).identifier;
    expect(identifier(aWarning())).toBe(identifier(aWarning()));
    for (const news of [{ answered: 3 }, { unroused: 0 }, { owed: 4 }, { replaced: 1 }]) {
      expect(identifier(aWarning(news))).not.toBe(identifier(aWarning()));
    }
  });
});

describe('the feed of acknowledgements', () => {
  it('says how far the logs were signed to go, where they were', () => {
    const hash = 'ab'.repeat(32);
    const head = { chain: '99999999-2222-4333-8444-555555555555', seq: 12, hash, at: '2026-07-26T04:06:00.000Z', key: 'cd'.repeat(32) };
    const said = `${head.chain} #12 abababababababab 2026-07-26T04:06:00.000Z key cdcdcdcdcdcdcdcd`;
    expect(acksFeed([aWarning()], by, [head])).toContain(`<subtitle>日志签名 Signed logs: ${said}</subtitle>`);
    expect(acksFeed([aWarning()], by)).not.toContain('subtitle');
  });

  it('stays well-formed whatever a warning says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (headline) => {
        const feed = acksFeed([aWarning({ headline })], by);
        expect(feed).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
        expect(feed).not.toMatch(/[\0-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
        expect(feed.match(/<entry>/g)).toHaveLength(1);
      }),
    );
  });

  it('was changed when the newest of its entries was', () => {
    const feed = acksFeed([aWarning(), aWarning({ updatedAt: '2026-07-26T05:00:00.000Z' })], by);
    expect(/<updated>(.*?)<\/updated>/.exec(feed)?.[1]).toBe('2026-07-26T05:00:00.000Z');
    expect(acksFeed([], by)).toContain('<updated>1970-01-01T00:00:00.000Z</updated>');
  });
});
