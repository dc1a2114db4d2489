import type { Polygon } from '#geo/polygon.ts';
import type { CapAlert, CapInfo } from '../../geodata/feeds/cap-alert.ts';
import type { SaidLevel } from '../../geodata/feeds/cap-level.ts';
import type { IncidentMode } from '../contract/incidents.ts';
import { highestLevel, type CapIssue, type CapReason, type Warning, type WarningLevel } from '../contract/warnings.ts';
import { Refusal } from '../kernel/refusal.ts';
import { codesIn } from './area-codes.rules.ts';
import { isLifting } from './lifting.rules.ts';
import type { Whereabouts } from './placement.rules.ts';

type Words = Pick<
  Warning,
  'event' | 'eventCode' | 'senderName' | 'headline' | 'description' | 'instruction' | 'effective' | 'onset' | 'expires'
>;

/** One message in one voice. */
export interface CombinedMessage extends Words, Whereabouts {
  level: SaidLevel | null;
  polygons: Polygon[];
  /** It says that something is over instead of warning of it. */
  lifts: boolean;
  /** The first of its outlines that could not be read. */
  unreadParts: CapIssue[];
}

/**
 * Reads a message with several `info` blocks as one: the words of the block in Chinese as it is written here (else in any Chinese, else
 * the first), the areas of all, and the highest level among them, so that nobody is told less than a part of the message says. Blocks
 * that lift something are left out beside others that warn.
 */
export function combinedMessage({ infos, msgType }: Pick<CapAlert, 'infos' | 'msgType'>): CombinedMessage {
  const warning = infos.filter((info) => !isLifting(msgType, info));
  const lifts = infos.length > 0 && warning.length === 0;
  const meant = lifts ? infos : warning;
  const areas = meant.flatMap((info) => info.areas);
  return {
    ...wordsOf(spokenOf(meant)),
    level: highestSaid(meant.map((info) => info.level)),
    lifts,
    geocodes: codesIn(areas.flatMap((area) => area.geocodes).map((geocode) => geocode.value)),
    polygons: distinct(areas.flatMap((area) => area.polygons)),
    rough: areas.some((area) => area.rough),
    unread: areas.some((area) => area.unread.length > 0),
    unreadParts: unreadParts(infos),
  };
}

/** Who is called here reads the first of these that there is. */
const languages = [/^zh-(Hans-)?CN$|^zh-Hans$|^zh$|^cmn/i, /^zh-(Hans-)?SG$/i, /^zh/i];

function spokenOf(infos: readonly CapInfo[]): CapInfo | undefined {
  for (const language of languages) {
    const spoken = infos.find((info) => language.test((info.language ?? '').replaceAll('_', '-')));
    if (spoken) return spoken;
  }
  return infos.find((info) => /\p{Script=Han}/u.test(info.headline + info.description)) ?? infos[0];
}

function highestSaid(levels: readonly (SaidLevel | null)[]): SaidLevel | null {
  const onScale = highestLevel(levels.map((level) => (level === 'belowScale' ? null : level)));
  return onScale ?? (levels.includes('belowScale') ? 'belowScale' : null);
}

/** A drill never enters what is real. The real thing may enter a drill: that is a replay, and everything in it says so. */
export function refuseWrongMode(alert: Pick<CapAlert, 'status' | 'msgType'>, mode: IncidentMode): void {
  if (alert.status === 'Draft' || alert.status === 'System') throw malformed('alert.status', 'not-for-receivers');
  // Acknowledgements and errors answer messages that we sent; this server sends none.
  if (alert.msgType === 'Ack' || alert.msgType === 'Error') throw malformed('alert.msgType', 'not-for-receivers');
  if (alert.status !== 'Actual' && mode === 'actual') throw new Refusal('warning/mode-mismatch');
}

/** Whether a message ends something and warns of nothing itself. An update to green does: what it updates is below the scale now. */
export function isOver({ msgType }: Pick<CapAlert, 'msgType'>, { lifts, level }: Pick<CombinedMessage, 'lifts' | 'level'>): boolean {
  return msgType === 'Cancel' || lifts || (msgType === 'Update' && level === 'belowScale');
}

/**
 * The level it says, else that of the version before it; of what ends something the level of that. A message that warns without either cannot be acted on; one that ends what has
 * not come yet is kept at the lowest until then.
 */
export function levelInForce(
  said: SaidLevel | null,
  { isOver, earlier }: { isOver: boolean; earlier: readonly { level: WarningLevel }[] },
): { level: WarningLevel; isGuess: boolean } {
  const onScale = said === 'belowScale' ? null : said;
  const before = earlier[0]?.level;
  const level = isOver ? (before ?? onScale) : (onScale ?? (said === null ? before : undefined));
  if (level) return { level, isGuess: false };
  if (!isOver) throw malformed('alert.info.0.parameter', 'no-level');
  return { level: 'blue', isGuess: true };
}

/** Where it says where only by outlines that cannot be read, and its codes are none of ours, the sender has to know. */
export function refuseUnreadable({ unreadParts }: Pick<CombinedMessage, 'unreadParts'>, placed: Pick<Warning, 'areas'>): void {
  if (placed.areas.length === 0 && unreadParts.length > 0) throw new Refusal('warning/malformed', unreadParts);
}

const partsTold = 20;

function unreadParts(infos: readonly CapInfo[]): CapIssue[] {
  return infos
    .flatMap((info, at) =>
      info.areas.flatMap((area, areaAt) =>
        area.unread.map(({ reason, path }) => ({ path: ['alert.info', at, 'area', areaAt, ...path].join('.'), reason })),
      ),
    )
    .slice(0, partsTold);
}

/** In the incident's time. */
export function isPast(expires: string | null, now: Date): boolean {
  return expires !== null && Date.parse(expires) <= now.getTime();
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
