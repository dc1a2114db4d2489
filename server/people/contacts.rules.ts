import { phoneText, readPhone, type Phone, type PhoneFault } from './phone.rules.ts';
import type { ContactChannel, EditedContact } from '../contract/posts.ts';
import type { RefusalCode } from '../contract/refusals.ts';
import { Refusal } from '../kernel/refusal.ts';

/** A mailbox with a domain; a call sign. */
const forms = {
  mail: /^[^\s@<>,;"]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/,
  radio: /^[\p{L}\p{N}][\p{L}\p{N} .-]{0,38}$/u,
};

const refusalOf: Record<PhoneFault, RefusalCode> = {
  'no-digits': 'contact/no-digits',
  'too-short': 'contact/too-short',
  'too-long': 'contact/too-long',
  'no-such-number': 'contact/no-such-number',
};

/** An address as it is kept: a number in the one form in which it is dialled; what could not be dialled is refused, saying why. */
export function tidyContact({ channel, address }: EditedContact): EditedContact {
  if (channel === 'mobile' || channel === 'landline') return { channel, address: phoneText(phoneOf(channel, address)) };
  const tidy = address
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  if (!forms[channel].test(tidy)) throw new Refusal('contact/malformed');
  return { channel, address: tidy };
}

function phoneOf(channel: Phone['kind'], address: string): Phone {
  const phone = readPhone(address);
  if (typeof phone === 'string') throw new Refusal(refusalOf[phone]);
  if (phone.kind !== channel) throw new Refusal(channel === 'mobile' ? 'contact/is-landline' : 'contact/is-mobile');
  return phone;
}

/** A number as it was kept before it was read. */
export interface KeptContact {
  personId: number;
  ordinal: number;
  channel: ContactChannel;
  address: string;
}

/** The same as it is dialled, in its one form and of the kind that it is; as it was where nobody can dial it. */
export function readContact(kept: KeptContact): KeptContact & { dials: boolean } {
  const phone = readPhone(kept.address);
  if (typeof phone === 'string') return { ...kept, dials: false };
  return { ...kept, channel: phone.kind, address: phoneText(phone), dials: true };
}
