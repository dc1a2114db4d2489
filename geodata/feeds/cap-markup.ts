import { XMLParser } from 'fast-xml-parser';
import { SyntaxValidator } from 'fast-xml-validator';
import type { CapReason } from '#contract/warnings.ts';
import { CapError } from './cap-error.ts';
import { refuseImmodest } from './cap-limits.ts';

/** An element of the CAP namespace, with all text inside it. Elements of other namespaces (signatures) are left out. */
export interface CapElement {
  name: string;
  /** A signature of XML-DSig stands in it. */
  isSigned: boolean;
  text: string;
  children: CapElement[];
}

export const capNamespace = 'urn:oasis:names:tc:emergency:cap:1.2';

// Everything stays text, in order: a message says what it says, and numbers such as 000000000000 are codes.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  cdataPropName: '#cdata',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  strictReservedNames: false,
  maxNestedTags: 64,
});

/** One step of the parser's tree: `{tag: children, ':@': attributes}`, `{'#text': text}` or `{'#cdata': [{'#text': text}]}`. */
type Node = Record<string, Node[]> & { '#text'?: string; ':@'?: Record<string, string> };

/**
 * The `alert` element of a CAP 1.2 message.
 *
 * @throws CapError when the text is not well-formed XML within our limits, or its root is another element
 */
export function alertElement(xml: string): CapElement {
  const text = documentIn(xml);
  refuseImmodest(text);
  refuseMalformed(text);
  const roots = parsed(text).filter((node) => tagOf(node) !== '#text');
  const root = roots[0];
  if (!root) throw malformed('line 1', 'not-well-formed');
  if (roots.length > 1) throw malformed('alert', 'repeated');
  const [prefix, name] = splitName(tagOf(root));
  if (name !== 'alert' || attributesOf(root)[prefix ? `xmlns:${prefix}` : 'xmlns'] !== capNamespace)
    throw malformed('alert', 'wrong-namespace');
  return elementOf(root, prefix);
}

/**
 * XML wants its declaration first; feeds put empty lines, a mark or a comment before it, and the fill of a fixed record behind the end. By
 * steps, because an expression that tries every way to skip comments never comes back from some messages.
 */
function documentIn(xml: string): string {
  const text = withoutFill(xml);
  let at = afterSpace(text, 0);
  const begin = at;
  while (text.startsWith('<!--', at)) {
    const end = text.indexOf('-->', at);
    if (end < 0) return text.slice(begin);
    at = afterSpace(text, end + '-->'.length);
  }
  return text.slice(text.startsWith('<?xml', at) ? at : begin);
}

function afterSpace(text: string, from: number): number {
  let at = from;
  while (/[\ufeff\s]/.test(text.charAt(at))) at += 1;
  return at;
}

function withoutFill(text: string): string {
  let end = text.length;
  while (text.charAt(end - 1) === '\0') end -= 1;
  return text.slice(0, end);
}

function malformed(path: string, reason: CapReason): CapError {
  return new CapError('malformed', [{ path, reason }]);
}

function refuseMalformed(text: string): void {
  try {
    SyntaxValidator.validate(text, { invalidCharSequence: { attrLt: true } });
  } catch (error) {
    // Its error carries the line itself, not in the `err` that its types promise.
    const { line = 1 } = error as { line?: number };
    throw malformed(`line ${line}`, 'not-well-formed');
  }
}

function parsed(text: string): Node[] {
  try {
    return parser.parse(text) as Node[];
  } catch {
    // The parser refuses a few things that its validator lets pass, such as tags named after Object's own properties.
    throw malformed('line 1', 'not-well-formed');
  }
}

function elementOf(node: Node, prefix: string): CapElement {
  const children = childrenOf(node);
  return {
    name: splitName(tagOf(node))[1],
    isSigned: children.some((child) => splitName(tagOf(child))[1] === 'Signature'),
    text: children.map(textOf).join(''),
    children: children.filter((child) => isCap(child, prefix)).map((child) => elementOf(child, prefix)),
  };
}

function isCap(node: Node, prefix: string): boolean {
  const tag = tagOf(node);
  if (tag.startsWith('#') || splitName(tag)[0] !== prefix) return false;
  const redeclared = attributesOf(node)[prefix ? `xmlns:${prefix}` : 'xmlns'];
  return redeclared === undefined || redeclared === capNamespace;
}

/** HTML inside a text is read as its words: a line break for what breaks lines, never markup. */
function textOf(node: Node): string {
  const tag = tagOf(node);
  if (tag === '#text') return decoded(node['#text'] ?? '');
  if (tag === '#cdata')
    return childrenOf(node)
      .map((child) => child['#text'] ?? '')
      .join('');
  const inner = childrenOf(node).map(textOf).join('');
  return /^(br|p|div|li)$/i.test(tag) ? `${inner}\n` : inner;
}

const namedEntities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Once, never again: `&amp;lt;` is the text `&lt;`. A name that XML does not know stays as it is written. */
function decoded(text: string): string {
  return text.replace(/&(#?\w{1,8});/g, (written, name: string) =>
    name.startsWith('#') ? characterOf(name.slice(1)) : (namedEntities[name] ?? written),
  );
}

function characterOf(number: string): string {
  const code = /^x[\da-f]+$/i.test(number) ? parseInt(number.slice(1), 16) : /^\d+$/.test(number) ? Number(number) : -1;
  if (!isXmlCharacter(code)) throw malformed('line 1', 'not-well-formed');
  return String.fromCodePoint(code);
}

/** XML 1.0, production 2: no control characters, no halves of surrogate pairs. */
function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code <= 0xd7ff || (code >= 0xe000 && code <= 0xfffd) || (code >= 0x10000 && code <= 0x10ffff);
}

function tagOf(node: Node): string {
  return Object.keys(node).find((key) => key !== ':@') ?? '#text';
}

function childrenOf(node: Node): Node[] {
  return node[tagOf(node)] ?? [];
}

function attributesOf(node: Node): Record<string, string> {
  return node[':@'] ?? {};
}

function splitName(tag: string): [prefix: string, name: string] {
  const colon = tag.indexOf(':');
  return colon < 0 ? ['', tag] : [tag.slice(0, colon), tag.slice(colon + 1)];
}
