import { isWithin, type AreaCode } from '../contract/areas.ts';
import type { Warning } from '../contract/warnings.ts';
import { weatherOf } from '../policies/weather.rules.ts';
import type { KnownWarning } from './versions.rules.ts';

const apartMilliseconds = 60 * 60 * 1000;

type Compared = Pick<Warning, 'sender' | 'identifier' | 'event' | 'eventCode' | 'level' | 'areas' | 'sent'>;

/**
 * The warning in force that this one likely says again under another name: the same weather and level, an overlapping area, sent within
 * an hour of it. Versions of one warning are no doubles of each other, nor is a message that has taken the name of another: it contradicts
 * that one. The nearest in time of several.
 *
 * Whom the other one calls is not rung again; when those calls end while this one holds, it calls them itself.
 */
export function likelyDouble(warning: Compared, others: readonly KnownWarning[]): KnownWarning | null {
  const apart = (other: Compared) => Math.abs(Date.parse(other.sent) - Date.parse(warning.sent));
  const doubles = others.filter(
    (other) =>
      other.state === 'inForce' &&
      other.level === warning.level &&
      !(other.sender === warning.sender && other.identifier === warning.identifier) &&
      isSameWeather(other, warning) &&
      apart(other) <= apartMilliseconds &&
      isOverlapping(other.areas, warning.areas),
  );
  return doubles.sort((a, b) => apart(a) - apart(b))[0] ?? null;
}

function isSameWeather(a: Compared, b: Compared): boolean {
  const [kind, other] = [weatherOf(a), weatherOf(b)];
  return kind === other && (kind !== null || a.event === b.event);
}

function isOverlapping(areas: readonly AreaCode[], others: readonly AreaCode[]): boolean {
  return areas.some((area) => others.some((other) => isWithin(area, other) || isWithin(other, area)));
}
