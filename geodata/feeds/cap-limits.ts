import type { CapReason } from '#contract/warnings.ts';
import { CapError } from './cap-error.ts';

/** A township's geocode takes three. What the parser makes of so many is some 60 MB, in a thread of its own. */
const elementsAtMost = 60_000;
const depthAtMost = 32;
const attributesAtMost = 64; // of one element: 200,000 of them cost the parser 1.4 s and 263 MB

// Everything that XML 1.0 allows (production 2); with the u flag, halves of surrogate pairs fall outside too.
const foreignCharacter = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * Refuses what a parser should not even see: a DOCTYPE (CAP has none, and every entity attack needs one), nesting, attributes or
 * elements without measure, characters outside XML. Reads the text once, from tag to tag.
 *
 * @throws CapError
 */
export function refuseImmodest(xml: string): void {
  const foreign = foreignCharacter.exec(xml);
  if (foreign) throw refusal('not-well-formed', xml, foreign.index);
  let depth = 0;
  let elements = 0;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', at)) {
    const markup = markupAt(xml, at);
    depth += markup.deeper;
    elements += markup.deeper < 0 ? 0 : 1;
    if (depth > depthAtMost) throw refusal('too-deep', xml, at);
    if (elements > elementsAtMost) throw refusal('too-many-elements', xml, at);
    at = markup.end;
  }
}

interface Markup {
  end: number;
  /** 1 opens an element, -1 closes one, 0 neither. */
  deeper: number;
}

function markupAt(xml: string, at: number): Markup {
  if (xml.startsWith('<!--', at)) return { end: after(xml, '-->', at + 4), deeper: 0 };
  if (xml.startsWith('<![CDATA[', at)) return { end: after(xml, ']]>', at + 9), deeper: 0 };
  if (xml.startsWith('<?', at)) return { end: after(xml, '?>', at + 2), deeper: 0 };
  if (/^<!doctype/i.test(xml.slice(at, at + 9))) throw new CapError('doctype', [{ path: lineOf(xml, at), reason: 'not-well-formed' }]);
  if (xml.startsWith('</', at)) return { end: after(xml, '>', at + 2), deeper: -1 };
  return startTag(xml, at);
}

function after(xml: string, close: string, from: number): number {
  const at = xml.indexOf(close, from);
  if (at < 0) throw refusal('not-well-formed', xml, from);
  return at + close.length;
}

/** A start tag ends at the first `>` outside of quotes; each quoted text is one attribute. */
function startTag(xml: string, at: number): Markup {
  const stop = /["'>]/g;
  stop.lastIndex = at;
  let attributes = 0;
  for (let found = stop.exec(xml); found; found = stop.exec(xml)) {
    if (found[0] === '>') return { end: stop.lastIndex, deeper: xml[found.index - 1] === '/' ? 0 : 1 };
    stop.lastIndex = after(xml, found[0], stop.lastIndex);
    if (++attributes > attributesAtMost) throw refusal('too-many-attributes', xml, at);
  }
  throw refusal('not-well-formed', xml, at);
}

function refusal(reason: CapReason, xml: string, at: number): CapError {
  return new CapError('malformed', [{ path: lineOf(xml, at), reason }]);
}

function lineOf(xml: string, at: number): string {
  return `line ${xml.slice(0, at).split('\n').length}`;
}
