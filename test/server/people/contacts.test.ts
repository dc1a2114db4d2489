import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContactChannel } from '#contract/posts.ts';
import { tidyContact } from '../../../server/people/contacts.rules.ts';

const tidy = (channel: ContactChannel, address: string) => tidyContact({ channel, address }).address;

describe('a number', () => {
  it.each([
    ['mobile', '138 0013 8000', '13800138000'],
    ['mobile', '+86 138-0013-8000', '+8613800138000'],
    ['mobile', '１００００００００００', '10000000000'],
    ['landline', '0513-8588 1234', '051385881234'],
    ['landline', '(0513) 85881234-802', '051385881234-802'],
    ['landline', '85881234', '85881234'],
    ['landline', '+86 513 8588 1234', '+8651385881234'],
    ['mail', ' desk@rudong.example ', 'desk@rudong.example'],
    ['radio', '南通 07', '南通 07'],
  ] as const)('of %s typed as %s is kept as %s', (channel, typed, kept) => {
    expect(tidy(channel, typed)).toBe(kept);
  });

  it.each([
    ['mobile', '23800138000'],
    ['mobile', '1380013800'],
    ['mobile', "13800138000'; drop table contact"],
    ['landline', '123'],
    ['mail', 'nobody'],
    ['mail', 'a@b,c@d.e'],
    ['mail', 'a b@c.d'],
    ['radio', '<b>'],
  ] as const)('of %s typed as %s is refused', (channel, typed) => {
    expect(() => tidy(channel, typed)).toThrow('contact/malformed');
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
