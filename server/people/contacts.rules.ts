import type { ContactChannel, EditedContact } from '../contract/posts.ts';
import { Refusal } from '../kernel/refusal.ts';

/**
 * Forms that a gateway can do something with: mobiles of 11 digits that begin with 1, landlines with or without their area code and
 * extension, both with +86 before them or not (the numbering plan of the mainland); a mailbox with a domain; a call sign.
 */
const forms: Record<ContactChannel, RegExp> = {
  mobile: /^(\+?86)?1[0-9]{10}$/,
  landline: /^((\+?86)?0?[1-9][0-9]{1,2})?[0-9]{7,8}([-,][0-9]{1,6})?$/,
  mail: /^[^\s@<>,;"]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/,
  radio: /^[\p{L}\p{N}][\p{L}\p{N} .-]{0,38}$/u,
};

/** An address as it is kept: without the spaces and dashes that people type into numbers, full-width digits as digits. */
export function tidyContact({ channel, address }: EditedContact): EditedContact {
  const plain = address.normalize('NFKC').trim();
  const tidy = channel === 'mobile' ? plain.replace(/[\s()-]/g, '') : channel === 'landline' ? tidyLandline(plain) : plain;
  if (!forms[channel].test(tidy)) throw new Refusal('contact/malformed');
  return { channel, address: tidy };
}

/** Dashes between the parts go; the one before an extension stays. */
function tidyLandline(typed: string): string {
  const [number = '', extension] = typed.replace(/[\s()]/g, '').split(/-(?=[0-9]{1,6}$)(?<=[0-9]{7,}-)/);
  return extension === undefined ? number.replaceAll('-', '') : `${number.replaceAll('-', '')}-${extension}`;
}
