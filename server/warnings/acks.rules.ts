import type { IncidentId } from '../contract/incidents.ts';
import type { Warning } from '../contract/warnings.ts';
import type { ChainHead } from '../kernel/log/log-key.ts';

/** A warning that was received, and how those who were called for it have answered. */
export interface AckedWarning extends Pick<Warning, 'id' | 'identifier' | 'sender' | 'sent' | 'status' | 'headline'> {
  /** Who owes an answer to this version, or has given it. */
  owed: number;
  answered: number;
  unroused: number;
  incidentId: IncidentId;
  /** Who was called for it first and was called again for a newer version since. */
  replaced: number;
  /** When any of this changed last. */
  updatedAt: string;
}

/** Who acknowledges: an address of the server, as CAP wants a sender to be unique. */
export interface Acknowledger {
  /** Without spaces, commas, `<` and `&`. */
  sender: string;
  /** Of the feed itself. */
  url: string;
}

/** How far the log of an incident was signed to go; `key`: the fingerprint of what it was signed with. */
export interface SignedHead extends ChainHead {
  key: string;
}

/** When a feed without entries was last changed. */
const never = '1970-01-01T00:00:00.000Z';

/** An Atom feed (RFC 4287) with a CAP 1.2 acknowledgement in every entry. The same rows give the same bytes. */
export function acksFeed(warnings: readonly AckedWarning[], by: Acknowledger, heads: readonly SignedHead[] = []): string {
  const updated = warnings.reduce((latest, { updatedAt }) => (updatedAt > latest ? updatedAt : latest), never);
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${xml(by.url)}</id>
<title>叫应回执 Acknowledgements</title>
${subtitleOf(heads)}<updated>${updated}</updated>
<author><name>${xml(by.sender)}</name></author>
<link rel="self" type="application/atom+xml" href="${xml(by.url)}"/>
${warnings.map((warning) => entryOf(warning, by)).join('')}</feed>
`;
}

/** Kept by others, a log that is rewritten later contradicts it. */
function subtitleOf(heads: readonly SignedHead[]): string {
  if (heads.length === 0) return '';
  const said = heads.map(({ chain, seq, hash, at, key }) => `${chain} #${seq} ${hash.slice(0, 16)} ${at} key ${key.slice(0, 16)}`);
  return `<subtitle>日志签名 Signed logs: ${xml(said.join('; '))}</subtitle>\n`;
}

function entryOf(warning: AckedWarning, by: Acknowledger): string {
  return `<entry>
<id>urn:uuid:${warning.id}</id>
<title>${xml(warning.headline || warning.identifier)}</title>
<updated>${warning.updatedAt}</updated>
<summary>${xml(noteOf(warning))}</summary>
<content type="application/cap+xml">${ackOf(warning, by)}</content>
</entry>
`;
}

/** The acknowledgement alone. Its identifier changes with what it says, as that of every CAP message does. */
export function ackOf(warning: AckedWarning, { sender }: Acknowledger): string {
  const said = [Date.parse(warning.updatedAt).toString(36), warning.owed, warning.answered, warning.unroused, warning.replaced];
  const identifier = ['ACK', warning.id, ...said].join('-');
  return `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${identifier}</identifier><sender>${xml(sender)}</sender><sent>${capTime(warning.updatedAt)}</sent><status>${warning.status}</status><msgType>Ack</msgType><scope>Public</scope><note>${xml(noteOf(warning))}</note><references>${xml([warning.sender, warning.identifier, capTime(warning.sent)].join(','))}</references></alert>`;
}

/** Counts alone: nobody can be made out from them. */
function noteOf({ owed, answered, unroused, replaced }: AckedWarning): string {
  if (owed + replaced === 0) return '已收到，未叫应。Received; nobody was called.';
  const again = `${replaced} 人已按新版预警重新叫应。${replaced} called again for a newer version.`;
  if (owed === 0) return again;
  const rate = percent(answered, owed);
  const standing = `已叫应 ${owed} 人，应答 ${answered} 人，应答率 ${rate}，未叫醒 ${unroused} 人。Called ${owed}, answered ${answered} (${rate}), not roused ${unroused}.`;
  return replaced > 0 ? `${standing} ${again}` : standing;
}

/** Never 100 % while somebody is missing. */
function percent(part: number, whole: number): string {
  const tenths = part === whole ? 1000 : Math.min(999, Math.round((part / whole) * 1000));
  return `${(tenths / 10).toFixed(tenths === 1000 ? 0 : 1)}%`;
}

const beijingHours = 8;

/** As CAP 1.2 writes a time (3.3.2): whole seconds and an offset, never Z. */
function capTime(at: string): string {
  return `${new Date(Date.parse(at) + beijingHours * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}

// What XML 1.0 cannot hold (production 2), halves of surrogate pairs included.
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function xml(text: string): string {
  return text
    .replace(unwritable, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
