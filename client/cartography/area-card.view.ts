import { townshipOf, type Area, type AreaCode } from '#contract/areas.ts';
import { say } from '../words/words.ts';
import { areaName, textLine, type Around, type CardLine, type Told } from './card.ts';

/** The card of an area: where it lies, the lines that whoever opened it brings, and what every feature knows of it. */
export function areaCard(code: AreaCode, opened: { label: string; lines?: readonly CardLine[] }, around: Around): Told {
  const { areas } = around.scene;
  const area = areas.find((each) => each.code === code);
  const names = upward(area, areas).map(areaName);
  const { lines, deeds } = around.about({ code, lngLat: area?.center ?? null });
  return {
    label: opened.label,
    title: area ? areaName(area) : code,
    lines: [...(names.length > 1 ? [textLine(say('card/area'), names.join(' '))] : []), ...(opened.lines ?? []), ...lines],
    deeds,
  };
}

/** Of the area or the township it lies in; the code where neither is known. */
export function nameIn(areas: readonly Area[], code: AreaCode): string {
  const known = areas.find((area) => area.code === code || area.code === townshipOf(code));
  return known ? areaName(known) : code;
}

/** The area with those above it, below the city; the largest first. */
function upward(area: Area | undefined, areas: readonly Area[]): Area[] {
  if (!area || area.level === 'city') return [];
  const above = areas.find(({ code }) => code === area.parentCode);
  return [...upward(above, areas), area];
}
