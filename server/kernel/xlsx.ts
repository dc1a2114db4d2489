import { Zip, ZipDeflate } from 'fflate';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const office = 'http://schemas.openxmlformats.org';
const sheetPath = 'xl/worksheets/sheet1.xml';

/** The parts of a workbook of one sheet besides the sheet (ECMA-376, transitional). Cells are texts in place: no table of strings to keep. */
const parts: Record<string, string> = {
  '[Content_Types].xml': `<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/${sheetPath}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
  '_rels/.rels': `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="rId1" Type="${office}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
};

/**
 * A workbook of one sheet, made while its rows are read: memory holds one page of rows, however many there are. Every cell is a text,
 * so none can be a formula.
 */
export async function* xlsx(sheetName: string, pages: AsyncIterable<readonly (readonly string[])[]>): AsyncGenerator<Uint8Array, void> {
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
  sheet.push(bytes(`${declaration}<worksheet xmlns="${office}/spreadsheetml/2006/main"><sheetData>`));
  for await (const rows of pages) {
    sheet.push(bytes(rows.map(rowXml).join('')));
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

function rowXml(cells: readonly string[]): string {
  return `<row>${cells.map((cell) => (cell === '' ? '<c/>' : `<c t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`)).join('')}</row>`;
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
