import { townshipOf, type Area, type AreaCode } from '#contract/areas.ts';
import type { Typhoon } from '#contract/typhoons.ts';
import { distanceKilometers } from '#geo/distance-kilometers.ts';
import { typhoonAt } from '#geo/typhoon-at.ts';
import type { Silence } from '../calls/silence.layer.ts';
import { owed } from '../state/select.ts';
import { locale, say } from '../words/words.ts';
import type { Line, RecordLines } from '../layers/record-lines.view.ts';

/** What is known around a place at the time shown. */
export interface Surroundings {
  areas: readonly Area[];
  /** The township it lies in, if any. */
  township: AreaCode | undefined;
  silences: ReadonlyMap<AreaCode, Silence>;
  typhoon: Typhoon | null;
  at: Date;
}

/** The card of a place that was clicked: where it is, how its township answers, how far the typhoon is. */
export function placeLines(lngLat: readonly [number, number], around: Surroundings): RecordLines {
  const township = around.areas.find(({ code }) => code === around.township);
  const county = around.areas.find(({ code }) => code === township?.parentCode);
  const names = [county, township].filter((area) => area !== undefined).map(areaName);
  return {
    title: names.at(-1) ?? say('card/place'),
    lines: [
      ...(names.length > 0 ? [line(say('card/area'), names.join(' '))] : []),
      line(say('card/position'), `${lngLat[0].toFixed(5)}, ${lngLat[1].toFixed(5)}`),
      ...callLines(township && around.silences.get(township.code)),
      ...typhoonLines(lngLat, around),
    ],
  };
}

export function areaName(area: Area): string {
  return locale.get() === 'en' ? area.nameEn : area.nameZh;
}

/** Of the area or the township it lies in; the code where neither is known. */
export function nameIn(areas: readonly Area[], code: AreaCode): string {
  const known = areas.find((area) => area.code === code || area.code === townshipOf(code));
  return known ? areaName(known) : code;
}

export function callLines(silence: Silence | undefined): Line[] {
  if (!silence || owed(silence) === 0) return [];
  const { silent, unroused, unrousedHouseholds: doors } = silence;
  const text = say('card/silent-of', { silent, owed: owed(silence) });
  const answers: Line = { kind: 'text', label: say('card/calls'), text, isBad: silent > 0 };
  if (unroused === 0) return [answers];
  return [
    answers,
    { kind: 'text', label: say('card/unroused'), text: say('card/unroused-of', { doors, posts: unroused - doors }), isBad: true },
  ];
}

export function typhoonLines(lngLat: readonly [number, number], { typhoon, at }: Pick<Surroundings, 'typhoon' | 'at'>): Line[] {
  const now = typhoon && typhoonAt(typhoon.points, at);
  if (!now) return [];
  const name = locale.get() === 'en' ? typhoon.nameEn : typhoon.nameZh;
  return [line(say('card/typhoon-distance', { name }), `${Math.round(distanceKilometers(lngLat, [now.lng, now.lat]))} km`)];
}

function line(label: string, text: string): Line {
  return { kind: 'text', label, text, isBad: false };
}
