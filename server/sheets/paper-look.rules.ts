import type { StyleDictionary } from 'pdfmake/interfaces';

/** Black on white: what a village hall's printer can do. Sizes in points. */
export const paperStyles: StyleDictionary = {
  place: { fontSize: 16, bold: true },
  number: { fontSize: 12, bold: true, alignment: 'right' },
  mark: { fontSize: 9, bold: true, color: '#5a3fb0' },
  message: { margin: [0, 4, 0, 4], lineHeight: 1.25 },
  how: { fontSize: 8, color: '#374b5e' },
  section: { fontSize: 11, bold: true, margin: [0, 2, 0, 1] },
  head: { bold: true, fillColor: '#e8eef4' },
  line: { fontSize: 10, bold: true, margin: [0, 2, 0, 0] },
  small: { fontSize: 8, color: '#374b5e' },
  need: { fontSize: 8, bold: true },
  blank: { fontSize: 8, margin: [0, 5, 0, 0] },
};

/** Named, not drawn by functions: the document travels to another thread as plain data. */
export const tableLook = 'lightHorizontalLines';
