import type { WarningLevel } from '#contract/warnings.ts';

export type SymbolShape = 'person' | 'shelter' | 'team' | 'supply' | 'hazard' | 'enterprise' | 'station';

/** Outlines in a box of 24 units, filled by the even-odd rule; every layer has its own, so that colour is never the only difference. */
export const shapes: Record<SymbolShape, string> = {
  person: 'M12 6.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 1 1 0-11z',
  shelter: 'M12 2.5 2.5 10.5V21.5h19V10.5z M10 21.5v-7h4v7z',
  team: 'M6 3h12a3 3 0 0 1 3 3v12a3 3 0 0 1-3 3H6a3 3 0 0 1-3-3V6a3 3 0 0 1 3-3z M10.4 6.8v3.6H6.8v3.2h3.6v3.6h3.2v-3.6h3.6v-3.2h-3.6V6.8z',
  supply: 'M12 2 21 7v10l-9 5-9-5V7z M5.4 8.2v2l5.6 3.1v6.2h2v-6.2l5.6-3.1v-2L12 11.9z',
  hazard: 'M12 2.5 23 21.5H1z M10.9 9h2.2v6.4h-2.2z M10.9 17h2.2v2.2h-2.2z',
  enterprise: 'M12 1.5 22.5 12 12 22.5 1.5 12z M12 8.2a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6z',
  station: 'M12 2c4.2 5.2 7 8.4 7 12.4a7 7 0 0 1-14 0C5 10.4 7.8 7.2 12 2z M8 13.6h8v2H8z',
};

/** Who could not be roused: a door with its handle, where somebody has to knock, and the holder of a post; the same box. */
export const unrousedShapes = {
  doors: 'M4.5 1h15v22h-15z M15.4 10.6a1.6 1.6 0 1 0 0 3.2a1.6 1.6 0 1 0 0-3.2z',
  posts: 'M12 1a5.4 5.4 0 1 1 0 10.8a5.4 5.4 0 1 1 0-10.8z M2.5 23c0-6 4.2-9.6 9.5-9.6s9.5 3.6 9.5 9.6z',
};

/** The four levels by shape, for readers who do not see the colours apart; the same box. */
export const levelShapes: Record<WarningLevel, string> = {
  red: 'M12 1 23.5 22H.5z',
  orange: 'M12 .5 23.5 12 12 23.5.5 12z',
  yellow: 'M4 1.5h16A2.5 2.5 0 0 1 22.5 4v16a2.5 2.5 0 0 1-2.5 2.5H4A2.5 2.5 0 0 1 1.5 20V4A2.5 2.5 0 0 1 4 1.5z',
  blue: 'M12 1a11 11 0 1 1 0 22a11 11 0 1 1 0-22z',
};

/** Where the character sits in its shape: a triangle's middle lies lower than its box's. */
export const levelBaseline: Record<WarningLevel, number> = { red: 15.6, orange: 12.4, yellow: 12.4, blue: 12.4 };

/** Strokes of the band along the edge of a warned area: pixels from stroke to stroke along the edge, their width, and their lean. */
export const hatchings: Record<WarningLevel, { period: number; stroke: number; slant: -1 | 0 | 1 }> = {
  red: { period: 10, stroke: 3.2, slant: 1 },
  orange: { period: 11, stroke: 2.4, slant: -1 },
  yellow: { period: 10, stroke: 1.6, slant: 0 },
  blue: { period: 16, stroke: 1.6, slant: 0 },
};
