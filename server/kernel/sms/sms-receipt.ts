import type { GatewayOutcome } from '../../contract/channels.ts';

/** What a delivery receipt says. */
export interface SmsReceipt {
  /** Of the message, as the centre writes it now; null where it names none. */
  providerId: string | null;
  /** onItsWay: nothing yet. unknown: a state that nobody has told us of. */
  outcome: GatewayOutcome | 'onItsWay' | 'unknown';
  /** The state as the centre words it. */
  said: string;
}

/** The fields of a receipt where the centre sends any (SMPP 3.4, 5.3.2.12 and 5.3.2.35). */
export interface ReceiptFields {
  receipted_message_id?: string;
  message_state?: number;
}

/** Whether a text is a delivery receipt (SMPP 3.4, appendix B), whatever its class says. */
export function isReceiptText(text: string): boolean {
  return /^\W*id:\s*\S+.*\bstat:\s*\S/is.test(text);
}

/** The word says more than the number, which knows no reasons. */
export function readReceipt(text: string, { receipted_message_id: id, message_state: state }: ReceiptFields): SmsReceipt {
  const word = /\bstat:\s*([^\s,;]+)/i.exec(text)?.[1]?.toUpperCase();
  const numbered = state === undefined ? undefined : (outcomesByNumber[state] ?? 'unknown');
  const worded = word === undefined ? undefined : outcomeOfWord(word);
  return {
    providerId: id ?? /\bid:\s*(\S+)/i.exec(text)?.[1] ?? null,
    outcome: (worded === 'unknown' ? undefined : worded) ?? numbered ?? 'unknown',
    said: (word ?? (state === undefined ? '' : `state ${state}`)).slice(0, 40),
  };
}

/** Message states by number (SMPP 3.4, 5.2.28). */
const outcomesByNumber: Record<number, SmsReceipt['outcome']> = {
  1: 'onItsWay',
  2: 'delivered',
  3: 'expired',
  4: 'undeliverable',
  5: 'undeliverable',
  6: 'onItsWay',
  8: 'rejected',
};

/** By the word of the protocol (appendix B), and by those that Chinese gateways add to it. */
const outcomesByWord: Record<string, SmsReceipt['outcome']> = {
  ENROUTE: 'onItsWay',
  ACCEPTD: 'onItsWay',
  ACCEPTED: 'onItsWay',
  DELIVRD: 'delivered',
  DELIVERED: 'delivered',
  EXPIRED: 'expired',
  TIMEOUT: 'expired',
  DELETED: 'undeliverable',
  UNDELIV: 'undeliverable',
  NOROUTE: 'undeliverable',
  NOROUTER: 'undeliverable',
  ROUTEERR: 'undeliverable',
  REJECTD: 'rejected',
  REJECTED: 'rejected',
  REJECT: 'rejected',
};

/**
 * Codes by which gateways over CMPP say why nothing arrived: two letters for who says so (MK and MI switching centres, CB the account,
 * DB the platform, and others), a colon, a number. All are failures; these numbers mean that nobody has that number, these that it is
 * off, out of reach or suspended. Collected from the operators' published lists.
 */
const nobodys = /^(M[IKN]:000[12]|M[IK]:00(73|75)|MI:0210|CB:00(01|53)|DB:0101)$/;
const off = /^(M[IKN]:00(04|05|10|12|13|23|24|42|54|55|59|72|76|82)|CB:0005|DB:0102)$/;

function outcomeOfWord(word: string): SmsReceipt['outcome'] {
  const known = outcomesByWord[word];
  if (known) return known;
  if (nobodys.test(word)) return 'invalidNumber';
  if (off.test(word)) return 'off';
  return /^[A-Z]{2}:\w{1,6}$/.test(word) || word.includes('BLACK') ? 'undeliverable' : 'unknown';
}

/**
 * The forms in which a centre may have given an id that it now writes so, small and without zeros in front; as it stands first. Ids of
 * decimal digits come back in hexadecimal, and the other way round.
 */
export function idForms(id: string): string[] {
  const plain = id.trim().toLowerCase().replace(/^0+/, '');
  const other = [
    /^\d{1,20}$/.test(plain) && BigInt(plain).toString(16),
    /^[0-9a-f]{1,16}$/.test(plain) && BigInt(`0x${plain}`).toString(10),
  ];
  return [...new Set([plain, ...other.filter((form) => form !== false)])];
}
