import type { WeatherKind } from '../contract/policies.ts';
import type { Warning, WarningLevel } from '../contract/warnings.ts';

/** Event codes of the national release system (GB/T 35965.1) that have a policy of their own. */
const kindsByCode: Record<string, WeatherKind> = {
  '11A01': 'flood',
  '11A02': 'flood',
  '11A51': 'flood',
  '11B01': 'typhoon',
  '11B03': 'rainstorm',
  '11B06': 'gale',
  '11B20': 'thunderstormGale',
  '11E02': 'stormSurge',
};

/** Words in an event's name, the more exact one first: 海区大风 is no plain 大风. */
const kindsByWord: readonly (readonly [RegExp, WeatherKind])[] = [
  [/台风|热带气旋|typhoon|tropical cyclone/i, 'typhoon'],
  [/风暴潮|storm surge/i, 'stormSurge'],
  [/强对流|severe convection/i, 'severeConvection'],
  [/雷[暴雨]大风|thunderstorm (gale|wind)|thundery? gust/i, 'thunderstormGale'],
  [/海区大风|海上大风|gale at sea|sea gale|marine gale/i, 'seaGale'],
  [/暴雨|rainstorm|torrential rain/i, 'rainstorm'],
  [/洪水|内涝|山洪|flood|waterlogging/i, 'flood'],
  [/大风|gale|strong wind/i, 'gale'],
];

/**
 * The kind of weather that a warning is about; null for one that no policy is made for. The code decides; but there is one code for every
 * gale, so the name may say more exactly which.
 */
export function weatherOf({ event, eventCode }: Pick<Warning, 'event' | 'eventCode'>): WeatherKind | null {
  const byWord = kindsByWord.find(([word]) => word.test(event))?.[1] ?? null;
  const byCode = kindsByCode[eventCode?.trim().toUpperCase() ?? ''] ?? null;
  return byCode === 'gale' && byWord === 'seaGale' ? byWord : (byCode ?? byWord);
}

/** `typhoon-red`; `any-red` for weather that has no policy of its own. */
export function policyIdOf(event: WeatherKind | null, level: WarningLevel): string {
  return `${event ?? 'any'}-${level}`;
}
