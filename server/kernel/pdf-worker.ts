import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces';
import { charactersOf } from './font-characters.ts';
import { legible } from './legible.ts';
import type { PdfDocument, PdfMessage } from './pdf.ts';
import { qrPng } from './qr-png.ts';

const font = (path: string) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-sc/${path}`));
const fonts = { normal: font('400Regular/NotoSansSC_400Regular.ttf'), bold: font('700Bold/NotoSansSC_700Bold.ttf') };

pdfmake.setFonts({ Noto: fonts });
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => Object.values(fonts).includes(path));

const { codes, ...written } = workerData as PdfDocument;
const document = { codes, ...legible(written, charactersOf(fonts.normal)) };
const stream = await pdfmake.createPdf(definitionOf(document)).getStream();
stream.on('data', (chunk: Buffer) => say({ chunk }));
stream.on('end', () => say({ ended: true }));
stream.end();

function say(message: PdfMessage): void {
  parentPort!.postMessage(message);
}

function definitionOf({ title, content, styles, footer, stamp, codes }: PdfDocument): TDocumentDefinitions {
  return {
    info: { title, creator: 'Jiaoying' },
    pageSize: 'A4',
    pageMargins: [32, 32, 32, 40],
    defaultStyle: { font: 'Noto', fontSize: 9 },
    styles,
    content,
    images: Object.fromEntries(Object.entries(codes).map(([name, text]) => [name, dataUrl(text)])),
    ...(stamp && { watermark: { text: stamp, color: '#5a3fb0', opacity: 0.12, bold: true } }),
    footer: (page: number, pages: number) => ({
      margin: [32, 10],
      fontSize: 8,
      color: '#566879',
      columns: [{ text: footer }, { text: `${page} / ${pages}`, alignment: 'right', width: 60 }],
    }),
  };
}

function dataUrl(text: string): string {
  return `data:image/png;base64,${qrPng(text).toString('base64')}`;
}
