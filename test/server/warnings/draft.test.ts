import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { issuedWeathers } from '#contract/warning-drafts.ts';
import { warningLevels } from '#contract/warnings.ts';
import { parseCap } from '../../../geodata/feeds/cap.ts';
import { weatherOf } from '../../../server/policies/weather.rules.ts';
import { capOf, identifierOf, senderNameOf, senderOf, type DraftAbout } from '../../../server/warnings/draft.rules.ts';
import { combinedMessage } from '../../../server/warnings/warnings.rules.ts';
import { noon } from '../../support/builders.ts';
import { aDraft } from '../../support/draft.ts';
import { code } from '../../support/tiny-city.ts';

const about = (more: Partial<DraftAbout> = {}): DraftAbout => ({
  identifier: '32060000000000_20260726120000_0',
  sender: senderOf(code.nantong),
  sent: noon,
  mode: 'actual',
  senderName: senderNameOf({ nameZh: '南通市', nameEn: 'Nantong City' }),
  areas: [{ code: code.rudong, nameZh: '如东县', nameEn: 'Rudong County' }],
  replaced: null,
  ...more,
});

describe('a draft as a message', () => {
  it.each(issuedWeathers.flatMap((weather) => warningLevels.map((level) => [weather, level] as const)))(
    'about %s at %s is taken for that weather and level, whose policy calls',
    (weather, level) => {
      const gist = combinedMessage(parseCap(capOf(aDraft({ weather, level }), about())));
      expect([weatherOf(gist), gist.level]).toEqual([weather, level]);
    },
  );

  it('says in both languages what was written, to the character', () => {
    const words = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }).map((text) => `甲${text.replace(/[^\P{C}\n]/gu, '')}乙`);
    fc.assert(
      fc.property(words, words, (headline, instruction) => {
        const { infos } = parseCap(
          capOf(aDraft({ zh: { headline, description: '述', instruction }, en: { headline, description: 'd', instruction } }), about()),
        );
        expect(infos.map((info) => [info.language, info.headline, info.instruction])).toEqual([
          ['zh-CN', headline, instruction],
          ['en-US', headline, instruction],
        ]);
      }),
    );
  });

  it('refers to what it replaces', () => {
    const replaced = { sender: 'nantong@example.invalid', identifier: '32060041600000_1', sent: '2026-07-26T03:00:00.000Z' };
    const alert = parseCap(capOf(aDraft({ msgType: 'Update' }), about({ replaced })));
    expect([alert.msgType, alert.references]).toEqual(['Update', [replaced]]);
  });

  it('is an exercise in an exercise, a test in a test', () => {
    const statuses = (['actual', 'exercise', 'test'] as const).map((mode) => parseCap(capOf(aDraft(), about({ mode }))).status);
    expect(statuses).toEqual(['Actual', 'Exercise', 'Test']);
  });

  it('is the same bytes when it comes again under the same name', () => {
    expect(capOf(aDraft({ id: aDraft().id }), about())).toBe(capOf(aDraft(), about()));
  });
});

describe('the name of a message', () => {
  it('holds the area of the sender and the time in Beijing', () => {
    expect(identifierOf(code.rudong, new Date('2026-07-26T17:30:05Z'), [])).toBe('32062300000000_20260727013005_0');
  });

  it('is one that nobody has yet in that second', () => {
    const at = new Date(noon);
    const first = identifierOf(code.nantong, at, []);
    const second = identifierOf(code.nantong, at, [first]);
    expect(second).toBe('32060000000000_20260726120000_1');
    expect(identifierOf(code.nantong, at, [first, second])).toBe('32060000000000_20260726120000_2');
  });
});
