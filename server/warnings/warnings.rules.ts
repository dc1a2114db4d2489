import type { Polygon } from '#geo/polygon.ts';
import type { CapAlert, CapInfo } from '../../geodata/feeds/cap-alert.ts';
import { isWithin, type AreaCode } from '../contract/areas.ts';
import type { IncidentMode } from '../contract/incidents.ts';
import { highestLevel, type CapReason, type Warning, type WarningLevel } from '../contract/warnings.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Whereabouts } from './placement.rules.ts';

type Words = Pick<
  Warning,
  'event' | 'eventCode' | 'senderName' | 'headline' | 'description' | 'instruction' | 'effective' | 'onset' | 'expires'
>;

/** One message in one voice. */
export interface Gist extends Words, Whereabouts {
  level: WarningLevel | null;
  polygons: Polygon[];
}

/**
 * Reads a message with several `info` blocks as one: the words of the Chinese block (else the first), the areas of all, and the
 * highest level among them, so that nobody is told less than a part of the message says.
 */
export function gistOf({ infos }: CapAlert): Gist {
  const spoken = infos.find((info) => info.language?.toLowerCase().startsWith('zh')) ?? infos[0];
  const areas = infos.flatMap((info) => info.areas);
  return {
    ...wordsOf(spoken),
    level: highestLevel(infos.map((info) => info.level)),
    geocodes: [...new Set(areas.flatMap((area) => area.geocodes).map((geocode) => geocode.value))],
    polygons: distinct(areas.flatMap((area) => area.polygons)),
    rough: areas.some((area) => area.rough),
  };
}

/** A drill never enters what is real. The real thing may enter a drill: that is a replay, and everything in it says so. */
export function refuseWrongMode(alert: Pick<CapAlert, 'status' | 'msgType'>, mode: IncidentMode): void {
  if (alert.status === 'Draft' || alert.status === 'System') throw malformed('alert.status', 'not-for-receivers');
  // Acknowledgements and errors answer messages that we sent; this server sends none.
  if (alert.msgType === 'Ack' || alert.msgType === 'Error') throw malformed('alert.msgType', 'not-for-receivers');
  if (alert.status !== 'Actual' && mode === 'actual') throw new Refusal('warning/mode-mismatch');
}

/** The level it says, else that of the version before it; a message that warns without either cannot be acted on. */
export function levelInForce(said: WarningLevel | null, earlier: readonly { level: WarningLevel }[]): WarningLevel {
  const level = said ?? earlier[0]?.level;
  if (!level) throw malformed('alert.info.0.parameter', 'no-level');
  return level;
}

/** Nobody warns, updates or calls off beyond the own area. */
export function refuseOutside(areas: readonly AreaCode[], own: AreaCode): void {
  if (!areas.every((area) => isWithin(area, own))) throw new Refusal('area/outside');
}

function wordsOf(info: CapInfo | undefined): Words {
  return {
    event: info?.event ?? '',
    eventCode: info?.eventCode ?? null,
    senderName: info?.senderName ?? null,
    headline: info?.headline ?? '',
    description: info?.description ?? '',
    instruction: info?.instruction ?? '',
    effective: info?.effective ?? null,
    onset: info?.onset ?? null,
    expires: info?.expires ?? null,
  };
}

/** The same outline comes once for each language. */
function distinct(polygons: readonly Polygon[]): Polygon[] {
  return [...new Map(polygons.map((polygon) => [JSON.stringify(polygon), polygon])).values()];
}

function malformed(path: string, reason: CapReason): Refusal {
  return new Refusal('warning/malformed', [{ path, reason }]);
}
