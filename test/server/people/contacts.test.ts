import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContactChannel } from '#contract/posts.ts';
import { readContact, tidyContact } from '../../../server/people/contacts.rules.ts';

const tidy = (channel: ContactChannel, address: string) => tidyContact({ channel, address }).address;

describe('a number', () => {
  it.each([
    ['mobile', '138 0013 8000', '13800138000'],
    ['mobile', '+86 138-0013-8000', '13800138000'],
    ['mobile', '１００００００００００', '10000000000'],
    ['landline', '0513-8588 1234', '051385881234'],
    ['landline', '(0513) 85881234-802', '051385881234-802'],
    ['landline', '85881234', '051385881234'],
    ['landline', '85881234转802', '051385881234-802'],
    ['mobile', '\u202d13800000001\u202c', '13800000001'],
    ['landline', '+86 513 8588 1234', '051385881234'],
    ['mail', ' desk@rudong.example ', 'desk@rudong.example'],
    ['radio', '南通 07', '南通 07'],
  ] as const)('of %s typed as %s is kept as %s', (channel, typed, kept) => {
    expect(tidy(channel, typed)).toBe(kept);
  });

  it.each([
    ['mobile', '23800138000', 'contact/no-such-number'],
    ['mobile', '1380013', 'contact/too-short'],
    ['mobile', '13800138000/13800138001', 'contact/no-digits'],
    ['mobile', '1380013800013800138001', 'contact/too-long'],
    ['mobile', "13800138000'; drop table contact", 'contact/no-digits'],
    ['mobile', '0513-85881234', 'contact/is-landline'],
    ['landline', '13800138000', 'contact/is-mobile'],
    ['landline', '123', 'contact/too-short'],
    ['mail', 'nobody', 'contact/malformed'],
    ['mail', 'a@b,c@d.e', 'contact/malformed'],
    ['mail', 'a b@c.d', 'contact/malformed'],
    ['radio', '<b>', 'contact/malformed'],
  ] as const)('of %s typed as %s is refused, saying what is wrong', (channel, typed, why) => {
    expect(() => tidy(channel, typed)).toThrow(why);
  });

  it('that was kept before is read as it is dialled, of the kind that it is, or said to be none', () => {
    const kept = (channel: ContactChannel, address: string) => readContact({ personId: 1, ordinal: 1, channel, address });
    expect(kept('landline', '85216667')).toMatchObject({ channel: 'landline', address: '051385216667', dials: true });
    expect(kept('mobile', '0513-85216666')).toMatchObject({ channel: 'landline', address: '051385216666', dials: true });
    expect(kept('mobile', '138 0000')).toMatchObject({ channel: 'mobile', address: '138 0000', dials: false });
  });

  it('is tidied once: what is kept is kept as it is', () => {
    const typed = fc.oneof(fc.stringMatching(/^[ 0-9+()-]{0,24}$/), fc.string({ maxLength: 40 }));
    fc.assert(
      fc.property(fc.constantFrom('mobile', 'landline', 'mail', 'radio'), typed, (channel, text) => {
        let once: string;
        try {
          once = tidy(channel, text);
        } catch {
          return;
        }
        expect(tidy(channel, once)).toBe(once);
      }),
      { seed: 7 },
    );
  });
});
