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
  coast: string;
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
    sea: '#0a1b2c',
    mainland: '#11222f',
    land: '#16283a',
    water: '#0d2135',
    coast: '#2b4258',
    county: '#41607f',
    township: '#2c4359',
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
    sea: '#cddfec',
    mainland: '#e4e8e6',
    land: '#f5f3ec',
    water: '#bcd5e6',
    coast: '#93a8bb',
    county: '#7b93a8',
    township: '#bccad5',
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
