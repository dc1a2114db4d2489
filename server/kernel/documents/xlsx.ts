import { Zip, ZipDeflate } from 'fflate';
import { cellText, type Cell } from './cell.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const office = 'http://schemas.openxmlformats.org';
const packaged = `${office}/package/2006`;
const typed = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const sheetPath = 'xl/worksheets/sheet1.xml';

/** Places in the list of formats below. */
const formats = { moment: 1, head: 2 };

/** The parts of a workbook of one sheet besides the sheet (ECMA-376, transitional). Texts stand in their cells: no table of strings to keep. */
const parts: Record<string, string> = {
  '[Content_Types].xml': `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${typed}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${typed}.styles+xml"/><Override PartName="/${sheetPath}" ContentType="${typed}.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packaged}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`,
  'xl/styles.xml': `<styleSheet xmlns="${office}/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="11"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`,
};

/** Its first row stays while the others are scrolled, and every column is wide enough for a moment. */
const sheetHead = `<worksheet xmlns="${office}/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultColWidth="20" defaultRowHeight="15"/><sheetData>`;

/**
 * A workbook of one sheet under a row of heads, made while its rows are read: memory holds one page of rows, however many there are.
 * Cells are texts, numbers and moments, so none can be a formula.
 */
export async function* xlsx(sheetName: string, pages: AsyncIterable<readonly (readonly Cell[])[]>): AsyncGenerator<Uint8Array, void> {
  const ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, chunk) => {
    if (error) failure = error;
    else ready.push(chunk);
  });
  const drained = (): Uint8Array => {
    if (failure) throw failure;
    return Buffer.concat(ready.splice(0));
  };

  for (const [path, text] of Object.entries(parts)) add(zip, path).push(bytes(declaration + text), true);
  add(zip, 'xl/workbook.xml').push(bytes(workbook(sheetName)), true);
  const sheet = add(zip, sheetPath);
  sheet.push(bytes(declaration + sheetHead));
  let rowCount = 0;
  for await (const rows of pages) {
    const first = rowCount;
    sheet.push(bytes(rows.map((row, at) => rowXml(row, first + at + 1)).join('')));
    rowCount += rows.length;
    yield drained();
  }
  sheet.push(bytes('</sheetData></worksheet>'), true);
  zip.end();
  yield drained();
}

function add(zip: Zip, path: string): ZipDeflate {
  const entry = new ZipDeflate(path, { level: 1 });
  zip.add(entry);
  return entry;
}

function workbook(sheetName: string): string {
  // Excel allows 31 characters of a name, and none of these.
  const name = escaped(sheetName.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31));
  return `${declaration}<workbook xmlns="${office}/spreadsheetml/2006/main" xmlns:r="${office}/officeDocument/2006/relationships"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`;
}

/** Rows and cells say where they are: the standard leaves that open (ECMA-376, 18.3.1.4), and readers of the field ask for it. */
function rowXml(row: readonly Cell[], nr: number): string {
  const write = nr === 1 ? headXml : cellXml;
  return `<row r="${nr}">${row.map((cell, at) => write(cell, `${columnName(at)}${nr}`)).join('')}</row>`;
}

/** A to Z, AA and so on, from 0. */
function columnName(at: number): string {
  return (at < 26 ? '' : columnName(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));
}

function headXml(cell: Cell, at: string): string {
  return textXml(cellText(cell), at, formats.head);
}

function cellXml(cell: Cell, at: string): string {
  if (cell === '') return `<c r="${at}"/>`;
  if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
  return typeof cell === 'string' ? textXml(cell, at) : `<c r="${at}" s="${formats.moment}"><v>${serialOf(cell.moment)}</v></c>`;
}

function textXml(text: string, at: string, format = 0): string {
  return `<c r="${at}" t="inlineStr" s="${format}"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`;
}

const dayMilliseconds = 86_400_000;
/** Days from the first of a spreadsheet's calendar, 1899-12-30, to 1970-01-01. */
const daysBefore1970 = 25_569;

/** A moment as spreadsheets count: days and their parts, by the clock on the wall. */
function serialOf(moment: string): number {
  return Date.parse(`${moment.replace(' ', 'T')}Z`) / dayMilliseconds + daysBefore1970;
}

// What XML 1.0 cannot hold (production 2), halves of surrogate pairs included.
const unwritable = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

function escaped(text: string): string {
  return text.replace(unwritable, '�').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

const encoder = new TextEncoder();

function bytes(text: string): Uint8Array {
  return encoder.encode(text);
}
