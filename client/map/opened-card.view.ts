import { areaPrefix, townshipOf, type Area, type AreaCode } from '#contract/areas.ts';
import type { RegisterLayerId } from '#contract/layers.ts';
import type { Typhoon, TyphoonClass } from '#contract/typhoons.ts';
import type { Warning } from '#contract/warnings.ts';
import { distanceKilometers } from '#geo/distance-kilometers.ts';
import type { LngLat } from '#geo/lng-lat.ts';
import { silenceByCounty, type Silence } from '../calls/silence.layer.ts';
import { denseLayerIds } from '../cartography/layer-looks.ts';
import { areaName, callLines, placeLines, typhoonLines } from './place-lines.view.ts';
import type { Line } from '../layers/record-lines.view.ts';
import { warningsInForce } from '../state/select.ts';
import type { World } from '#contract/world.ts';
import { warningTitle } from '../warnings/warnings.view.ts';
import { countText, momentText, nameOf } from '../words/format.ts';
import { locale, say } from '../words/words.ts';
import type { Picked, PickedRecords } from '../cartography/pick.ts';

/** What an opened card leads on to. */
export type CardDeed = { kind: 'board'; code: AreaCode } | { kind: 'warning'; id: Warning['id']; title: string };

/** A card whose lines are at hand: what kind of thing it is, its name, what is known of it, and where it leads. */
export interface Told {
  label: string;
  title: string;
  lines: Line[];
  deeds: CardDeed[];
}

/** What is known around whatever was opened, at the time shown. */
export interface Around {
  world: World;
  areas: readonly Area[];
  silences: ReadonlyMap<AreaCode, Silence>;
  typhoon: Typhoon | null;
  at: Date;
  /** The township of a position. */
  townshipAt: (lngLat: LngLat) => AreaCode | undefined;
}

/** The middle of the city, from which distances are told. */
const city: LngLat = [120.89, 31.98];

/** The card of whatever was opened but records, which are read first. Worked out anew as the world goes on, so that it never grows old. */
export function toldOf(picked: Exclude<Picked, PickedRecords>, around: Around): Told {
  switch (picked.kind) {
    case 'calls':
      return areaCard(picked.code, { label: say(silenceOf(picked.code, around) ? 'card/calls' : 'card/place') }, around);
    case 'area':
      return picked.name && !isKnown(picked.code, around)
        ? villageCard(picked.code, nameOf(picked.name), around)
        : areaCard(picked.code, { label: say('card/place') }, around);
    case 'counts':
      return areaCard(picked.code, { label: say('pick/counts'), counts: picked.counts }, around);
    case 'brokenLinks':
      return brokenLinkCard(picked, around);
    case 'warnings':
      return warningCard(picked, around);
    case 'fix':
      return fixCard(picked, around);
    case 'winds':
      return {
        label: say('layer/typhoon'),
        title: `${picked.beaufort}${say('map/wind-circle')}`,
        lines: [line(say('pick/radius'), `${picked.kilometers} km`)],
        deeds: [],
      };
    case 'warningLine':
      return {
        label: say('pick/reference'),
        title: say(picked.hours === 24 ? 'map/warning-line-24' : 'map/warning-line-48'),
        lines: [line(say('pick/meaning'), say('pick/warning-line.why', { hours: picked.hours }))],
        deeds: [],
      };
    case 'place':
      return placeCard(picked.lngLat, around);
  }
}

function placeCard(lngLat: LngLat, around: Around): Told {
  const township = around.townshipAt(lngLat);
  const { title, lines } = placeLines([lngLat[0], lngLat[1]], { ...around, township });
  return { label: say('card/place'), title, lines, deeds: township ? boardDeed(township, around) : [] };
}

function areaCard(code: AreaCode, about: { label: string; counts?: Readonly<Record<string, string>> }, around: Around): Told {
  const area = around.areas.find((each) => each.code === code);
  const names = upward(area, around.areas).map(areaName);
  return {
    label: about.label,
    title: area ? areaName(area) : code,
    lines: [
      ...(names.length > 1 ? [line(say('card/area'), names.join(' '))] : []),
      ...countLines(about.counts ?? {}),
      ...callLines(silenceOf(code, around)),
      ...warningLines(code, around.world),
      ...(area?.center ? typhoonLines(area.center, around) : []),
    ],
    deeds: [...boardDeed(code, around), ...warningsAt(code, around.world).map(warningDeed)],
  };
}

/** A village has no counts of its own on the map: those of its township stand there by name. */
function villageCard(code: AreaCode, title: string, around: Around): Told {
  const township = townshipOf(code);
  const { lines, deeds } = areaCard(township, { label: '' }, around);
  return { label: say('card/place'), title, lines, deeds };
}

function isKnown(code: AreaCode, { areas }: Around): boolean {
  return areas.some((area) => area.code === code);
}

function countLines(counts: Readonly<Record<string, string>>): Line[] {
  return denseLayerIds.flatMap((id: RegisterLayerId) => (counts[id] === undefined ? [] : [line(say(`layer/${id}`), counts[id])]));
}

function brokenLinkCard({ code, count }: Extract<Picked, { kind: 'brokenLinks' }>, { areas }: Around): Told {
  const area = areas.find((each) => each.code === code);
  const text: Line = { kind: 'text', label: say('layer/brokenLinks'), text: countText(count), isBad: true };
  return {
    label: say('layer/brokenLinks'),
    title: area ? areaName(area) : code,
    lines: [text, line(say('pick/where'), say('pick/broken-links.where'))],
    deeds: [],
  };
}

function warningCard({ of, lngLat }: Extract<Picked, { kind: 'warnings' }>, around: Around): Told {
  const township = around.townshipAt(lngLat);
  const inForce = warningsInForce(around.world);
  const meant = 'code' in of ? warningsAt(of.code, around.world) : inForce.filter(({ id }) => of.warningIds.includes(id));
  const [first, ...others] = meant;
  const code = 'code' in of ? of.code : township;
  return {
    label: say('pick/warning'),
    title: first ? warningTitle(first) : say('pick/warning.over'),
    lines: [
      ...(first ? aboutWarning(first, around.at) : []),
      ...others.map((other) => line(say('pick/warning.also'), warningTitle(other))),
      ...(code ? namedCalls(code, around) : []),
    ],
    deeds: [...meant.map(warningDeed), ...(code ? boardDeed(code, around) : [])],
  };
}

function aboutWarning({ headline, sent, expires, version }: Warning, at: Date): Line[] {
  return [
    line(say('pick/headline'), headline),
    line(say('pick/issued'), `${momentText(new Date(sent), at)} · ${say('warnings/version', { version })}`),
    ...(expires ? [{ ...line(say('pick/expires'), momentText(new Date(expires), at)), isBad: new Date(expires) <= at }] : []),
  ];
}

/** A number of calls never stands without the area that it is of. */
function namedCalls(code: AreaCode, around: Around): Line[] {
  const area = around.areas.find((each) => each.code === code);
  return [...(area ? [line(say('card/area'), areaName(area))] : []), ...callLines(silenceOf(code, around))];
}

function fixCard({ at, class: name, wind, pressure, lngLat }: Extract<Picked, { kind: 'fix' }>, around: Around): Told {
  const { typhoon } = around;
  const title = typhoon && (locale.get() === 'en' ? typhoon.nameEn : typhoon.nameZh);
  const classText = name ? [line(say('pick/class'), `${name} · ${say(`typhoonClass/${name as TyphoonClass}`)}`)] : [];
  return {
    label: say('pick/fix'),
    title: `${title ?? ''} ${momentText(new Date(at), around.at)}`.trim(),
    lines: [
      ...classText,
      line(say('pick/wind'), `${wind} m/s`),
      line(say('pick/pressure'), `${pressure} hPa`),
      line(say('typhoon/distance-city'), `${Math.round(distanceKilometers(city, lngLat)).toLocaleString(locale.get())} km`),
    ],
    deeds: [],
  };
}

function warningLines(code: AreaCode, world: World): Line[] {
  return warningsAt(code, world).map((warning) => line(say('pick/warning'), warningTitle(warning)));
}

/** Warnings in force that name the area or one that it lies in, the gravest first. */
export function warningsAt(code: AreaCode, world: World): Warning[] {
  return warningsInForce(world).filter(({ areas }) => areas.some((named) => code.startsWith(areaPrefix(named))));
}

function warningDeed(warning: Warning): CardDeed {
  return { kind: 'warning', id: warning.id, title: warningTitle(warning) };
}

/** Only where somebody is called there is a row of the board to go to. */
function boardDeed(code: AreaCode, around: Around): CardDeed[] {
  return silenceOf(code, around) ? [{ kind: 'board', code }] : [];
}

function silenceOf(code: AreaCode, { silences, areas }: Pick<Around, 'silences' | 'areas'>): Silence | undefined {
  return areaPrefix(code).length === 6 ? silenceByCounty(silences, areas).get(code) : silences.get(code);
}

/** The area with those above it, below the city; the largest first. */
function upward(area: Area | undefined, areas: readonly Area[]): Area[] {
  if (!area || area.level === 'city') return [];
  const above = areas.find(({ code }) => code === area.parentCode);
  return [...upward(above, areas), area];
}

function line(label: string, text: string): Line & { kind: 'text' } {
  return { kind: 'text', label, text, isBad: false };
}
