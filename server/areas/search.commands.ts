import type { SearchHit } from '../contract/search.ts';
import type { Tx } from '../kernel/db.ts';
import { type RankedHit, searchAreas, searchPlaces } from './search.store.ts';

const mostHits = 20;

/** What the search box offers: the best matches of all kinds, areas before places that match as well. */
export async function search(tx: Tx, needle: string): Promise<SearchHit[]> {
  const hits = [...(await searchAreas(tx, needle, mostHits)), ...(await searchPlaces(tx, needle, mostHits))];
  return hits
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostHits)
    .map(withoutRank);
}

function withoutRank({ rank: _, ...hit }: RankedHit): SearchHit {
  return hit;
}
