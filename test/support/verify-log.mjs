// Verifies an exported log of an incident, alone: node verify-log.mjs FILE [--fingerprint HEX] [--anchors FILE]
//
// Needs Node 18 or newer and nothing else. It shares no code with the server, on purpose. What it checks:
// 1. each fact's hash is SHA-256 over the hash before it and, each on its own line, incident, seq, time, kind, area, stored text and, where
//    it vouches for rows of the database, their digests;
// 2. the head is signed (Ed25519) over "jiaoying-head", incident, seq, hash and time, each on its own line;
// 3. the log ends where the head says, and agrees with every head that was signed earlier;
// 4. the key is the one whose fingerprint is given. Without --fingerprint anybody may have signed: compare it by another way.
// Exit code: 0 verified, 1 broken, 2 cannot be read or is no export, 3 whole, but signed with another key.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import process from 'node:process';

/** No line of an export is longer: one that is was not written by the server. */
const longestLine = 64 * 1024 * 1024;
const usage = 'node verify-log.mjs FILE [--fingerprint HEX] [--anchors FILE]';
const factKeys = ['seq,at,kind,areaCode,body,hash', 'seq,at,kind,areaCode,body,evidence,hash'];
const hex64 = /^[0-9a-f]{64}$/;

class NoExport extends Error {}

/** Lines of bytes; a file of any size is never in memory as a whole. */
async function* linesOf(path) {
  let rest = [];
  let length = 0;
  for await (const chunk of createReadStream(path)) {
    let from = 0;
    for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, to)]);
      [rest, length, from] = [[], 0, to + 1];
    }
    rest.push(chunk.subarray(from));
    length += chunk.length - from;
    if (length > longestLine) throw new NoExport(`a line is longer than ${longestLine / 1024 / 1024} MB`);
  }
  if (length > 0) yield Buffer.concat(rest);
}

function parse(bytes) {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes).replace(/\r$/, '');
    const value = JSON.parse(text);
    // A name that stands twice in an object, or another writing of the same value, would show people something else than is verified.
    return value !== null && typeof value === 'object' && JSON.stringify(value) === text ? value : null;
  } catch {
    return null;
  }
}

function isHead(value) {
  const { head } = value;
  return (
    typeof value.incident === 'string' &&
    /^[0-9a-f-]{36}$/.test(value.incident) &&
    Number.isSafeInteger(head?.seq) &&
    (hex64.test(head.hash) || (head.seq === 0 && head.hash === '')) &&
    ['exportedAt', 'publicKey', 'fingerprint', 'signature'].every((key) => typeof value[key] === 'string')
  );
}

function isFact(value) {
  const { seq, at, kind, areaCode, body, hash } = value;
  return (
    factKeys.includes(Object.keys(value).join()) &&
    Number.isSafeInteger(seq) &&
    // Without a line break in any of these the hashed text can be taken apart in one way only; no area and an empty one hash alike.
    /^[0-9TZ:.-]+$/.test(at) &&
    /^[A-Za-z.]+$/.test(kind) &&
    (areaCode === null || /^[0-9]{12}$/.test(areaCode)) &&
    [body, ...('evidence' in value ? [value.evidence] : [])].every((text) => typeof text === 'string' && !text.includes('\n')) &&
    hex64.test(hash)
  );
}

function hashOf(previous, incident, { seq, at, kind, areaCode, body, evidence }) {
  const parts = [incident, seq, at, kind, areaCode ?? '', body, ...(evidence === undefined ? [] : [evidence])];
  return createHash('sha256').update(previous).update(parts.join('\n')).digest();
}

class Verification {
  /** The first place that is broken; everything after it may follow from it. */
  fault = null;
  facts = 0;
  hash = Buffer.alloc(0);
  ended = false;
  /** How many facts the last line says. */
  said = null;
  anchors = 0;
  #hashes = [];
  #gap = null;

  constructor(head, key) {
    this.head = head;
    this.key = key;
  }

  broken(what) {
    this.fault ??= what;
  }

  isSigned({ seq, hash, at, signature }) {
    const text = ['jiaoying-head', this.head.incident, seq, hash, at].join('\n');
    return typeof signature === 'string' && verify(null, Buffer.from(text), this.key, Buffer.from(signature, 'base64'));
  }

  fact(fact, line) {
    if (this.#gap) return this.#afterGap(fact, line);
    if (this.fault) return;
    if (fact.seq !== this.facts + 1) return this.#opensGap(fact, line);
    const own = hashOf(this.hash, this.head.incident, fact);
    if (own.toString('hex') !== fact.hash) {
      const before = fact.seq === 1 ? '' : `, or fact ${fact.seq - 1} was exchanged together with its hash`;
      return this.broken(`fact ${fact.seq} (line ${line}) was changed: what it says does not fit its hash${before}`);
    }
    this.hash = own;
    this.facts = fact.seq;
    this.#hashes.push(own);
  }

  /** Whether the fact that should stand here comes later decides whether it is missing or in another order. */
  #opensGap(fact, line) {
    if (fact.seq <= this.facts) return this.broken(`fact ${fact.seq} stands a second time (line ${line})`);
    this.#gap = { wanted: this.facts + 1, line, found: fact.seq };
  }

  #afterGap(fact, line) {
    const { wanted, found } = this.#gap;
    if (fact.seq === wanted) {
      this.broken(`facts are in another order: fact ${wanted} stands on line ${line}, after fact ${found} on line ${this.#gap.line}`);
    }
  }

  anchor(anchor, where) {
    if (!Number.isSafeInteger(anchor?.seq) || !this.isSigned(anchor))
      return this.broken(`${where}: a signed head is not signed by this key`);
    this.anchors++;
    if (this.fault || this.#gap) return;
    const { seq, hash, at } = anchor;
    if (seq > this.facts) this.broken(`the end is missing: at ${at} the log went to fact ${seq}, here it ends at fact ${this.facts}`);
    else if (seq > 0 && this.#hashes[seq - 1].toString('hex') !== hash) {
      this.broken(`the log was rewritten: at ${at} fact ${seq} was signed with another hash`);
    }
  }

  end() {
    const { seq, hash } = this.head.head;
    if (this.#gap && !this.fault) {
      const to = this.#gap.found - 1;
      const missing = to > this.#gap.wanted ? `facts ${this.#gap.wanted} to ${to} are` : `fact ${this.#gap.wanted} is`;
      this.broken(`${missing} missing, before line ${this.#gap.line}`);
    }
    if (this.facts < seq) this.broken(`the end is missing: the head says ${seq} facts, here are ${this.facts}`);
    if (this.facts > seq) this.broken(`there are facts after the head: it says ${seq}, here are ${this.facts}`);
    if (this.hash.toString('hex') !== hash) this.broken(`the head says another hash than the last fact has: one of them was exchanged`);
    if (!this.ended) this.broken('the last line is missing: the file was not written to its end');
    if (this.said !== this.facts) this.broken(`the last line says ${String(this.said)} facts, before it are ${this.facts}`);
  }
}

async function begin(lines) {
  const { value: bytes, done } = await lines.next();
  if (done) throw new NoExport('the file is empty');
  const head = parse(bytes);
  if (head?.format !== 'jiaoying-log') throw new NoExport('its first line is not the head of an exported log');
  if (head.version !== 1) throw new NoExport(`this script reads version 1 of the format, not ${String(head.version)}`);
  if (!isHead(head)) throw new NoExport('its head is not complete');
  return new Verification(head, keyOf(head));
}

function keyOf({ publicKey, fingerprint }) {
  const bytes = Buffer.from(publicKey, 'base64');
  if (createHash('sha256').update(bytes).digest('hex') !== fingerprint) throw new NoExport('its fingerprint is not that of its key');
  try {
    const key = createPublicKey({ key: bytes, format: 'der', type: 'spki' });
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // Said below.
  }
  throw new NoExport('its key is none of Ed25519');
}

async function verifyLog(path) {
  const lines = linesOf(path);
  const log = await begin(lines);
  const { head, exportedAt, signature } = log.head;
  if (!log.isSigned({ ...head, at: exportedAt, signature })) log.broken('the head (line 1) was changed, or signed with another key');
  let number = 1;
  for await (const bytes of lines) {
    number++;
    if (log.ended) log.broken(`line ${number} stands after the end`);
    else take(log, parse(bytes), number);
  }
  log.end();
  return log;
}

function take(log, value, number) {
  if (value && isFact(value)) return log.fact(value, number);
  if (value?.anchor) return log.anchor(value.anchor, `line ${number}`);
  if (value?.end !== true) return log.broken(`line ${number} was changed: it is not as the server writes it`);
  log.ended = true;
  log.said = value.facts;
}

/** The file of the server's data folder, or a copy of it that was kept elsewhere. */
async function compareAnchors(log, path) {
  let number = 0;
  for await (const bytes of linesOf(path)) {
    number++;
    const anchor = parse(bytes);
    if (anchor?.chain === log.head.incident && !anchor.putBack) log.anchor(anchor, `line ${number} of ${basename(path)}`);
  }
}

function readArguments(args) {
  const wanted = { path: null, fingerprint: null, anchors: null };
  for (let at = 0; at < args.length; at++) {
    if (args[at] === '--fingerprint') wanted.fingerprint = args[++at]?.toLowerCase().replace(/[^0-9a-f]/g, '') ?? '';
    else if (args[at] === '--anchors') wanted.anchors = args[++at] ?? null;
    else wanted.path ??= args[at];
  }
  return wanted;
}

async function main() {
  const { path, fingerprint, anchors } = readArguments(process.argv.slice(2));
  if (!path) throw new NoExport(usage);
  const log = await verifyLog(path);
  if (anchors) await compareAnchors(log, anchors);
  const { incident, exportedAt, fingerprint: own } = log.head;
  process.stdout.write(`incident ${incident}, exported ${exportedAt}, key ${own}\n`);
  if (log.fault) {
    process.stdout.write(`BROKEN: ${log.fault}.\n`);
    return 1;
  }
  // Eight bytes at least: fewer are found by trying keys.
  if (fingerprint !== null && (fingerprint.length < 16 || !own.startsWith(fingerprint))) {
    process.stdout.write(`OTHER KEY: ${log.facts} facts fit each other, but the key is not ${fingerprint}.\n`);
    return 3;
  }
  const whose = fingerprint === null ? ' Whose key it is was not compared: see --fingerprint.' : ' The key is the one that was named.';
  process.stdout.write(`VERIFIED: ${log.facts} facts, signed, agreeing with ${log.anchors} earlier heads.${whose}\n`);
  return 0;
}

main().then(
  (code) => (process.exitCode = code),
  (error) => {
    const said = error instanceof NoExport || typeof error.code === 'string' ? error.message : error.stack;
    process.stderr.write(`NOT VERIFIED: ${said}.\n`);
    process.exitCode = 2;
  },
);
