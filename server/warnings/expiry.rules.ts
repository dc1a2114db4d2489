import { areaPrefix } from '../contract/areas.ts';
import type { CallOut, CallOutId } from '../contract/calls.ts';
import type { KnownWarning } from './versions.rules.ts';

/** Calls of a call-out that come to rest: those whose area begins with the one prefix and with none of the others. */
export interface Rest {
  callOutId: CallOutId;
  within: string;
  outside: string[];
}

/** All areas begin with it. */
const everywhere = '';

/**
 * Where the calls of open call-outs have outlived what they were made for. They stand for their own version, and in the areas of later
 * versions of the same level for those as well: the last of these whose time has passed ends them there, unless a later or another version
 * of any level still holds in the area. So an update that prolongs a warning keeps its calls ringing, and one that awaits its release
 * keeps those of the version before it.
 */
export function restsOf(callOuts: readonly Pick<CallOut, 'id' | 'warningId' | 'level'>[], held: readonly KnownWarning[]): Rest[] {
  return callOuts.flatMap(({ id, warningId, level }) => {
    const own = held.find((warning) => warning.id === warningId);
    if (!own) return [];
    const later = laterThan(own, held);
    const holding = later.filter(({ state, expired }) => !expired && (state === 'inForce' || state === 'superseded'));
    const passed = [own, ...later.filter((warning) => warning.level === level)].filter(({ expired }) => expired);
    return passed.flatMap((warning): Rest[] => {
      const outside = holding.filter(({ version }) => version >= warning.version).flatMap(({ areas }) => areas.map(areaPrefix));
      const within = warning === own ? [everywhere] : warning.areas.map(areaPrefix);
      return within.map((prefix) => ({ callOutId: id, within: prefix, outside }));
    });
  });
}

function laterThan(own: KnownWarning, held: readonly KnownWarning[]): KnownWarning[] {
  const reached = new Set([own]);
  // A set's iterator meets what is added on the way.
  for (const warning of reached) for (const other of held) if (other.supersedes.includes(warning.id)) reached.add(other);
  reached.delete(own);
  return [...reached];
}
