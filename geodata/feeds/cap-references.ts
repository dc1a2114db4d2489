import { instantOf } from './cap-time.ts';

/** Which earlier message is meant. National feeds sometimes give the identifier alone. */
export interface CapReference {
  sender: string | null;
  identifier: string;
  /** UTC, ISO 8601. Only told, never compared: it is often cut, or changed after publishing, and the other two name a message. */
  sent: string | null;
}

/** A part of a time that a blank has cut off: clock, zone. */
const restOfTime = /^(\d{1,2}:\d{2}[^,]*|[+-]\d{2}:?(\d{2})?|Z|UTC|GMT|CST)$/;
const partsOfName = 3;

/** `sender,identifier,sent` triples between white space; the national form of `sent` contains a space itself, and commas may be spaced. */
export function referencesIn(text: string): CapReference[] {
  return tokensOf(
    text
      .replace(/[，；;、]/g, ',')
      .replace(/\s+/g, ' ')
      .replace(/ ?, ?/g, ','),
  ).flatMap(namedBy);
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (const part of text.split(' ').filter((each) => each !== '')) {
    const before = tokens.at(-1);
    if (before?.includes(',') && restOfTime.test(part)) tokens[tokens.length - 1] = `${before} ${part}`;
    else tokens.push(part);
  }
  return tokens;
}

function namedBy(token: string): CapReference[] {
  const parts = token.split(',');
  if (parts.length === 1) return [{ sender: null, identifier: token, sent: null }];
  const names: CapReference[] = [];
  for (let at = 0; at < parts.length; at += partsOfName) {
    const [sender = '', identifier = '', sent = ''] = parts.slice(at, at + partsOfName);
    if (identifier !== '') names.push({ sender: sender === '' ? null : sender, identifier, sent: instantOf(sent) });
  }
  return names;
}
