import { say, type WordKey } from '../words/words.ts';

/** Codes that stand as they are for what they say. */
const plain = ['noAddress', 'malformedAddress', 'noGateway', 'unbound', 'lost', 'timeout', 'unreachable', 'failed'] as const;
/** Protocols whose gateways answer with a number. */
const answering = ['smtp', 'smpp', 'http'] as const;

/** Codes of the operating system, of the mail library (nodemailer) and of the HTTP client (undici) that mean one thing to the desk. */
const meanings: Partial<Record<string, WordKey>> = {
  ECONNREFUSED: 'failure/unreachable',
  EHOSTUNREACH: 'failure/unreachable',
  ENETUNREACH: 'failure/unreachable',
  ECONNECTION: 'failure/unreachable',
  ENOTFOUND: 'failure/unresolved',
  EAI_AGAIN: 'failure/unresolved',
  EDNS: 'failure/unresolved',
  ETIMEDOUT: 'failure/timeout',
  UND_ERR_CONNECT_TIMEOUT: 'failure/timeout',
  UND_ERR_HEADERS_TIMEOUT: 'failure/timeout',
  UND_ERR_BODY_TIMEOUT: 'failure/timeout',
  ECONNRESET: 'failure/lost',
  EPIPE: 'failure/lost',
  ESOCKET: 'failure/lost',
  UND_ERR_SOCKET: 'failure/lost',
  EAUTH: 'failure/login',
  ENOAUTH: 'failure/login',
  EOAUTH2: 'failure/login',
  ETLS: 'failure/tls',
  CERT_HAS_EXPIRED: 'failure/tls',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'failure/tls',
  SELF_SIGNED_CERT_IN_CHAIN: 'failure/tls',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'failure/tls',
  ERR_TLS_CERT_ALTNAME_INVALID: 'failure/tls',
};

/** The code that an attempt failed with, in the language of the screen; one that nobody foresaw is shown beside the words. */
export function failureText(code: string): string {
  const known = plain.find((each) => each === code);
  if (known) return say(`failure/${known}`);
  const [protocol, status = ''] = code.split(' ');
  const answers = answering.find((each) => each === protocol);
  if (answers) return say(`failure/${answers}`, { status });
  const meaning = meanings[code];
  return meaning ? say(meaning) : say('failure/other', { code });
}
