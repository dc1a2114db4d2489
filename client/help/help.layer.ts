import { isWanted, type HelpMark, type HelpRequestId } from '#contract/help.ts';

/** A mark on the map: one call for help, or several that lie too close together to be told apart. */
export interface HelpSpot {
  lngLat: [number, number];
  ids: HelpRequestId[];
  /** open while one of them is: it pulses until all are taken. */
  state: 'open' | 'taken';
  /** Of the first. */
  areaCode: string;
  /** The phone of the first said where it is. */
  isExact: boolean;
}

/** Pixels within which marks would lie over each other. */
export const spotReach = 26;

/** Where a call for help is drawn: at the phone, else in the middle of its area; null where neither is known. */
export function placeOf({ position, center }: Pick<HelpMark, 'position' | 'center'>): [number, number] | null {
  const place = position ?? center;
  return place && [place.lng, place.lat];
}

/**
 * The marks for all who wait for help. `project`: pixels of a place at the present zoom; moving the map changes no distance between two.
 */
export function helpSpots(helps: Iterable<HelpMark>, project: (lngLat: [number, number]) => { x: number; y: number }): HelpSpot[] {
  const wanted = [...helps].filter(isWanted).sort((a, b) => rank(a) - rank(b) || (a.at < b.at ? -1 : 1));
  const spots: (HelpSpot & { x: number; y: number })[] = [];
  for (const { id, state, areaCode, ...where } of wanted) {
    const lngLat = placeOf(where);
    if (!lngLat) continue;
    const { x, y } = project(lngLat);
    const near = spots.find((spot) => Math.hypot(spot.x - x, spot.y - y) < spotReach);
    if (near) near.ids.push(id);
    else spots.push({ lngLat, ids: [id], state: state === 'open' ? 'open' : 'taken', areaCode, isExact: where.position !== null, x, y });
  }
  return spots.map(({ x: _, y: __, ...spot }) => spot);
}

/** Those that nobody has taken come first, so that a mark for several pulses while one of them is open. */
function rank({ state }: HelpMark): number {
  return state === 'open' ? 0 : 1;
}
