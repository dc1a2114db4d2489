import type { TyphoonClass } from '#contract/typhoons.ts';
import type { WarningLevel } from '#contract/warnings.ts';

export type Theme = 'dark' | 'light';

/** The colours that the map paints with. Those that a token names have the token's value: `test/client/cartography/palette.test.ts` compares. */
export interface Palette {
  sea: string;
  /** Land outside the city: present, and quieter than the city. */
  mainland: string;
  land: string;
  water: string;
  /** Bands of the sea along the coast, from the deep to the shore: they tell sea from land, not how deep it is. */
  seaBand1: string;
  seaBand2: string;
  seaBand3: string;
  seaBand4: string;
  graticule: string;
  coast: string;
  bank: string;
  canal: string;
  expressway: string;
  road: string;
  railway: string;
  bridge: string;
  /** Names on the sea and of shoals, and of canals. */
  seaText: string;
  shoalText: string;
  canalText: string;
  county: string;
  township: string;
  text: string;
  soft: string;
  halo: string;
  silent: string;
  /** The fill of a silent township: the one fill over the land, so that it never mixes with another. */
  silenceFill: string;
  /** Behind the white number of a silent township. */
  silentDisc: string;
  silentRim: string;
  ok: string;
  accent: string;
  people: string;
  hazard: string;
  supply: string;
  shelter: string;
  enterprise: string;
  station: string;
  track: string;
  warningLine24: string;
  warningLine48: string;
}

export const palettes: Record<Theme, Palette> = {
  dark: {
    sea: '#071a2b',
    mainland: '#202a32',
    land: '#2b3640',
    water: '#10395a',
    seaBand1: '#0a2238',
    seaBand2: '#0c2c48',
    seaBand3: '#113b5d',
    seaBand4: '#1b557d',
    graticule: '#15304a',
    coast: '#4d88ab',
    bank: '#2d566f',
    canal: '#2f6c90',
    expressway: '#5c5a4c',
    road: '#3a434a',
    railway: '#46525d',
    bridge: '#c3cfd9',
    seaText: '#7fa8c6',
    shoalText: '#9dbbd0',
    canalText: '#8db9d6',
    county: '#41607f',
    township: '#45535f',
    text: '#e9f1f8',
    soft: '#b4c6d6',
    halo: '#0b1420',
    silent: '#d7263d',
    silenceFill: '#e0263f',
    silentDisc: '#5c1524',
    silentRim: '#ff6b7a',
    ok: '#34c38f',
    accent: '#5cc8ff',
    people: '#f2c9a1',
    hazard: '#ffb454',
    supply: '#c7a6ff',
    shelter: '#5cc8ff',
    enterprise: '#ff9ecb',
    station: '#6fe0e6',
    track: '#ffffff',
    warningLine24: '#ffe34d',
    warningLine48: '#4a90ff',
  },
  light: {
    sea: '#b5cfe0',
    mainland: '#e9e7df',
    land: '#faf8f2',
    water: '#c3dae8',
    seaBand1: '#bdd5e5',
    seaBand2: '#c6dcea',
    seaBand3: '#d0e4ef',
    seaBand4: '#dcecf4',
    graticule: '#a5c3d7',
    coast: '#5b93b5',
    bank: '#8db5cd',
    canal: '#8fbdd8',
    expressway: '#e0bf84',
    road: '#dcd6c8',
    railway: '#c2bdb2',
    bridge: '#39444d',
    seaText: '#33637f',
    shoalText: '#2f5b76',
    canalText: '#2f6a8c',
    county: '#7b93a8',
    township: '#d3cdbf',
    text: '#0f1d2b',
    soft: '#374b5e',
    halo: '#ffffff',
    silent: '#d7263d',
    silenceFill: '#d6203a',
    silentDisc: '#b8142c',
    silentRim: '#7d0d1e',
    ok: '#0f7a55',
    accent: '#0a68ad',
    people: '#9a5a22',
    hazard: '#a85400',
    supply: '#6b3fc0',
    shelter: '#0a68ad',
    enterprise: '#b0256f',
    station: '#0b7480',
    track: '#10202f',
    warningLine24: '#b38600',
    warningLine48: '#2561c9',
  },
};

export const levelFill: Record<WarningLevel, string> = { blue: '#4a90ff', yellow: '#ffe34d', orange: '#f58a1f', red: '#d7263d' };
/** Text on a level's fill: contrast at least 4.9:1. */
export const levelInk: Record<WarningLevel, string> = { blue: '#000000', yellow: '#000000', orange: '#000000', red: '#ffffff' };

/** Web custom, not regulation; the class letters are always printed beside the colour. */
export const typhoonClassColor: Record<TyphoonClass, string> = {
  TD: '#4cd07d',
  TS: '#4a90ff',
  STS: '#ffe34d',
  TY: '#f58a1f',
  STY: '#e86bd0',
  SuperTY: '#d7263d',
};
/** A point of the track weaker than a tropical depression. */
export const belowDepressionColor = '#9fb3c6';

/** Wind radii by Beaufort force, as the forecasters' maps colour them. */
export const windRadiusColor: Record<7 | 10 | 12, string> = { 7: '#ffe34d', 10: '#f58a1f', 12: '#d7263d' };
