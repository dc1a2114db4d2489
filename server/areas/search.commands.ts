import type { SearchHit } from '../contract/search.ts';
import type { Tx } from '../kernel/db/db.ts';
import { formerlyNamed } from './former-names.rules.ts';
import { needleOf } from './needle.rules.ts';
import { type RankedHit, areaHits, searchAreas, searchPlaces } from './search.store.ts';

const mostHits = 20;

/** What the search box offers: the best matches of all kinds, areas before places that match as well. */
export async function search(tx: Tx, typed: string): Promise<SearchHit[]> {
  const needle = needleOf(typed);
  if (needle === '') return [];
  const named = await searchAreas(tx, needle, mostHits);
  const former = await formerHits(tx, needle, named);
  const areas = [...former, ...named.filter(({ id }) => former.every((hit) => hit.id !== id))];
  const hits = [...areas, ...(await searchPlaces(tx, needle, mostHits))];
  return hits
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostHits)
    .map(withoutRank);
}

/** Areas that are found by a former name alone, or by it better than by the name they have. */
async function formerHits(tx: Tx, needle: string, found: readonly RankedHit[]): Promise<RankedHit[]> {
  const ranks = new Map(found.map(({ id, rank }) => [id, rank]));
  const former = new Map(
    formerlyNamed(needle)
      .filter(({ code, rank }) => rank < (ranks.get(code) ?? Infinity))
      .map((hit) => [hit.code, hit]),
  );
  if (former.size === 0) return [];
  const hits = await areaHits(tx, [...former.keys()]);
  return hits.map((hit) => {
    const { nameZh, nameEn, rank } = former.get(hit.id)!;
    return { ...hit, rank, former: { nameZh, nameEn } };
  });
}

function withoutRank({ rank: _, ...hit }: RankedHit): SearchHit {
  return hit;
}
