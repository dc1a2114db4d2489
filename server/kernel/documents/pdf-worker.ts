import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import type { Content, CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces';
import { charactersOf } from './font-characters.ts';
import { legible } from './legible.ts';
import type { PdfDocument, PdfMessage } from './pdf.ts';
import { qrPng } from './qr-png.ts';

const font = (path: string) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${path}`));
const fonts = { normal: font('400Regular/NotoSansSC_400Regular.ttf'), bold: font('700Bold/NotoSansSC_700Bold.ttf') };

/** Up to which share of the whole each step goes, by the time that it takes for a county; the rest is drawing. */
const steps = { codes: 0.2, measuring: 0.4, layout: 0.55 };
/** Steps that are told: a bar needs no more. */
const grain = 0.01;

const { codes, ...written } = workerData as PdfDocument;
const document = { codes, ...legible(written, charactersOf(fonts.normal)) };
let told = 0;
let pages = 0;

pdfmake.setFonts({ Noto: fonts });
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => Object.values(fonts).includes(path));
pdfmake.setTableLayouts({ lightHorizontalLines: countingLayout(document.content) });
pdfmake.setProgressCallback((share) => tell(steps.layout + (1 - steps.layout) * share));

const stream = await pdfmake.createPdf(definitionOf(document)).getStream();
stream.on('data', (chunk: Buffer) => say({ chunk }));
stream.on('end', () => say({ ended: true, pages }));
stream.end();

function say(message: PdfMessage): void {
  parentPort!.postMessage(message);
}

function tell(share: number): void {
  if (share < told + grain) return;
  told = share;
  say({ share });
}

function definitionOf({ title, content, styles, footer, stamp, codes }: PdfDocument): TDocumentDefinitions {
  return {
    info: { title, creator: 'Jiaoying' },
    pageSize: 'A4',
    pageMargins: [32, 32, 32, 40],
    defaultStyle: { font: 'Noto', fontSize: 9 },
    styles,
    content,
    images: imagesOf(codes),
    ...(stamp && { watermark: { text: stamp, color: '#5a3fb0', opacity: 0.12, bold: true } }),
    footer: (page: number, all: number) => {
      pages = all;
      return {
        margin: [32, 10],
        fontSize: 8,
        color: '#566879',
        columns: [{ text: footer }, { text: `${page} / ${all}`, alignment: 'right', width: 60 }],
      };
    },
  };
}

function imagesOf(codes: PdfDocument['codes']): Record<string, string> {
  const named = Object.entries(codes);
  return Object.fromEntries(
    named.map(([name, text], at) => {
      tell((steps.codes * at) / named.length);
      return [name, `data:image/png;base64,${qrPng(text).toString('base64')}`];
    }),
  );
}

/**
 * Light lines between the rows, as pdfmake draws them by itself; on the way they count: a table is measured once, each row laid out
 * once, and nothing else tells how far that is.
 */
function countingLayout(content: readonly Content[]): CustomTableLayout {
  const tables = content.flatMap((part) => (typeof part === 'object' && 'table' in part ? [part.table] : []));
  const rows = tables.reduce((sum, { body }) => sum + body.length, 0);
  let [measured, laidOut] = [0, 0];
  const between = (from: number, to: number, share: number) => tell(from + (to - from) * Math.min(1, share));
  return {
    hLineWidth: (row, { table }) => (row === 0 || row === table.body.length ? 0 : row === table.headerRows ? 2 : 1),
    hLineColor: (row) => (row === 1 ? 'black' : '#aaa'),
    vLineWidth(column) {
      if (column === 0 && laidOut === 0) between(steps.codes, steps.measuring, ++measured / tables.length);
      return 0;
    },
    paddingLeft: (column) => (column === 0 ? 0 : 8),
    paddingRight: (column, { table }) => (column === (table.widths?.length ?? 0) - 1 ? 0 : 8),
    paddingTop() {
      between(steps.measuring, steps.layout, ++laidOut / rows);
      return 2;
    },
  };
}
