import { isCity } from '#contract/areas.ts';
import type { Session } from '#contract/session.ts';
import type { Places } from '../state/select.ts';
import { nameOf } from './format.ts';
import { say } from './words.ts';

/** Whose numbers a screen shows: those of the area of who looks. */
export function scopeText(session: Pick<Session, 'areaCode'> | null, places: Places): string {
  if (!session) return '';
  if (isCity(session.areaCode)) return say('scope/city');
  const place = places.get(session.areaCode);
  return place ? nameOf(place) : session.areaCode;
}
