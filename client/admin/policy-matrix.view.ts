import { weatherKinds, type EditedPolicy, type Policy, type WeatherKind } from '#contract/policies.ts';
import { warningLevels, type WarningLevel } from '#contract/warnings.ts';

/** default: as built in. edited: somebody has. inherited: no policy of its own, so that of any weather holds. */
export type PolicyOrigin = 'default' | 'edited' | 'inherited';

/** One policy that there is or could be. */
export interface PolicyCell {
  id: string;
  event: WeatherKind | null;
  level: WarningLevel;
  standing: PolicyOrigin;
  /** By whose rules a warning is called out now. */
  holds: Policy;
}

export interface PolicyRow {
  event: WeatherKind | null;
  cells: PolicyCell[];
}

/** Every weather by every level, any weather first; empty until the policies of all levels are there. */
export function policyRows(policies: readonly Policy[]): PolicyRow[] {
  const find = (event: WeatherKind | null, level: WarningLevel) => policies.find((each) => each.event === event && each.level === level);
  return [null, ...weatherKinds].map((event) => ({
    event,
    cells: warningLevels.flatMap((level): PolicyCell[] => {
      const own = find(event, level);
      const holds = own ?? find(null, level);
      if (!holds) return [];
      const standing = !own ? 'inherited' : own.isDefault ? 'default' : 'edited';
      return [{ id: `${event ?? 'any'}-${level}`, event, level, standing, holds }];
    }),
  }));
}

/** The rules to begin with when a cell is edited, with the version that is being edited: 0 where there is none of its own. */
export function draftOf({ event, level, standing, holds }: PolicyCell): EditedPolicy {
  const { id: _id, isDefault: _isDefault, updatedAt: _updatedAt, ...rules } = holds;
  return { ...structuredClone(rules), event, level, version: standing === 'edited' ? holds.version : 0 };
}

export function isSameRules(a: EditedPolicy, b: EditedPolicy): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
