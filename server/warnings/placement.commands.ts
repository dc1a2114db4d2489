import { wholeServer, type Database } from '../kernel/db/db.ts';
import { candidateCodes } from './area-codes.rules.ts';
import { boundsOfAll, type Gazetteer, type Whereabouts } from './placement.rules.ts';
import { gazetteerOf } from './placement.store.ts';

/** What placing a message needs to know, read in a transaction of its own: looking may take long, and nobody should wait for that. */
export function surroundings(database: Database, { geocodes, polygons }: Whereabouts): Promise<Gazetteer> {
  return database.transaction(wholeServer, (tx) => gazetteerOf(tx, candidateCodes(geocodes), boundsOfAll(polygons)));
}
