import type { AreaCode } from '../contract/areas.ts';

/** A name that an area had, or that of one which is part of it today. */
interface FormerName {
  zh: string;
  en: string;
  now: AreaCode;
}

/** Counties of Nantong that were merged, raised or renamed: people go on using the names they grew up with. */
const formerNames: readonly FormerName[] = [
  { zh: '海门市', en: 'Haimen City', now: '320614000000' },
  { zh: '海门县', en: 'Haimen County', now: '320614000000' },
  { zh: '通州市', en: 'Tongzhou City', now: '320612000000' },
  { zh: '南通县', en: 'Nantong County', now: '320612000000' },
  { zh: '港闸区', en: 'Gangzha District', now: '320613000000' },
  { zh: '城区', en: 'Chengqu District', now: '320613000000' },
  { zh: '郊区', en: 'Jiaoqu District', now: '320613000000' },
  { zh: '海安县', en: "Hai'an County", now: '320685000000' },
  { zh: '如皋县', en: 'Rugao County', now: '320682000000' },
  { zh: '启东县', en: 'Qidong County', now: '320681000000' },
];

export interface FormerHit {
  code: AreaCode;
  nameZh: string;
  nameEn: string;
  /** As the search ranks names: 0 is it, 1 starts with it, 2 holds it. */
  rank: number;
}

/** Areas whose former names match, each by the one that matches best. A single letter or character would find them all. */
export function formerlyNamed(needle: string): FormerHit[] {
  const wanted = needle.toLowerCase();
  if (wanted.length < 2) return [];
  const hits = new Map<AreaCode, FormerHit>();
  for (const { zh, en, now } of formerNames) {
    const ranks = [zh, en.toLowerCase()].flatMap((name) => rankOf(name, wanted) ?? []);
    const rank = Math.min(...ranks);
    const known = hits.get(now);
    if (ranks.length > 0 && (!known || rank < known.rank)) hits.set(now, { code: now, nameZh: zh, nameEn: en, rank });
  }
  return [...hits.values()];
}

function rankOf(name: string, wanted: string): number | null {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  return name.includes(wanted) ? 2 : null;
}
