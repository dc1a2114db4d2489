import type { PrintNews } from '#contract/sheets.ts';

/** A print as it came: its pages and itself. */
export interface Print {
  sheetId: number;
  pages: number;
  pdf: Blob;
}

/**
 * Reads a print while it is made: lines that say how far it is, the last with its length, then the bytes.
 *
 * @throws when the connection ends before the document does
 */
export async function readPrint(body: ReadableStream<Uint8Array>, onShare: (share: number) => void): Promise<Print> {
  const reader = body.getReader();
  let head: Extract<PrintNews, { pages: number }> | null = null;
  let rest = new Uint8Array();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    if (head) {
      parts.push(new Uint8Array(piece.value));
      continue;
    }
    rest = joined(rest, piece.value);
    for (let end = rest.indexOf(newline); end >= 0 && !head; end = rest.indexOf(newline)) {
      const news = JSON.parse(new TextDecoder().decode(rest.subarray(0, end))) as PrintNews;
      rest = rest.slice(end + 1);
      if ('share' in news) onShare(news.share);
      else head = news;
    }
    if (head) parts.push(rest);
  }
  const pdf = new Blob(parts, { type: 'application/pdf' });
  if (pdf.size !== head?.bytes) throw new Error('The print ended early');
  return { sheetId: head.sheetId, pages: head.pages, pdf };
}

const newline = 10;

function joined(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
