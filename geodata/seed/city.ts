import type { Tx } from '../../server/kernel/db/db.ts';
import { areaRows, type AreaRow } from './areas.ts';
import { enterpriseRows, layOutEnterprises, type EnterpriseRow } from './enterprises.ts';
import { fillHazards, type HazardRow } from './hazards.ts';
import { dwellings, fillHouseholds, type EvacueeRow, type HouseholdRow } from './households.ts';
import { insertRows } from './insert-rows.ts';
import { nobodyYet, type ContactRow, type PersonRow } from './people.ts';
import { fillPosts, noPostsYet, type PostRow } from './posts.ts';
import { assignShelters } from './shelter-assignment.ts';
import { layOutShelters, shelterRows, type ShelterRow } from './shelters.ts';
import { stationRows, type StationRow } from './stations.ts';
import { layOutSupplies, type StockLineRow, type SupplyPointRow } from './supplies.ts';
import { tables, type SeededTable } from './tables.ts';
import { fillTeams, type TeamRow } from './teams.ts';
import { layOutTerritory } from './territory.ts';
import { bestTracks, windRadii } from './typhoons.ts';
import { layOutVillages } from './villages.ts';

/** The rows of every table that the default city fills. */
export interface City extends Record<SeededTable, readonly object[]> {
  area: AreaRow[];
  person: PersonRow[];
  contact: ContactRow[];
  post: PostRow[];
  shelter: ShelterRow[];
  supply_point: SupplyPointRow[];
  stock_line: StockLineRow[];
  team: TeamRow[];
  hazard: HazardRow[];
  enterprise: EnterpriseRow[];
  station: StationRow[];
  household: HouseholdRow[];
  evacuee: EvacueeRow[];
}

/**
 * Fills an empty database with the default city: published counts exactly, everything personal synthetic.
 *
 * @param seedNumber any 32-bit integer; the same number gives the same rows, to the byte
 */
export async function seedCity(tx: Tx, seedNumber: number, say: (line: string) => void): Promise<void> {
  const city = layOutCity(seedNumber);
  for (const [table, columns] of Object.entries(tables)) {
    const rows = city[table as SeededTable];
    await insertRows(tx, { table, columns }, rows);
    say(`${table}: ${rows.length.toLocaleString('en')}`);
  }
  await continueNumbering(tx);
  // The embedded database has no autovacuum: without this it would plan for empty tables for ever.
  await tx.query('analyze');
}

/** The whole city as rows, in memory. The ground is the same for every seed. */
export function layOutCity(seed: number, territory = layOutTerritory()): City {
  const villages = layOutVillages(territory, seed);
  const enterprises = layOutEnterprises(territory, seed);
  const homes = dwellings(territory, { villages, enterprises }, seed);
  const shelters = layOutShelters(territory, homes, seed);
  const [people, posts] = [nobodyYet(), noPostsYet()];
  fillPosts(posts, people, { townships: territory.townships, villages });
  const teams = fillTeams(territory, people, seed);
  const homesOf = fillHouseholds({ people, posts }, { dwellings: homes, shelterIds: assignShelters(homes, shelters) }, seed);
  const supplies = layOutSupplies(territory, seed);
  const tracks = bestTracks();
  return {
    area: areaRows(territory, villages),
    person: people.persons,
    contact: people.contacts,
    post: posts.rows,
    shelter: shelterRows(shelters),
    supply_point: supplies.points,
    stock_line: supplies.lines,
    team: teams,
    hazard: fillHazards({ territory, villages, enterprises }, posts, seed),
    enterprise: enterpriseRows(enterprises),
    station: stationRows(),
    household: homesOf.households,
    evacuee: homesOf.evacuees,
    typhoon: tracks,
    typhoon_point: tracks.flatMap(({ id, points: track }) =>
      track.map(({ lng, lat, ...point }) => ({ ...point, typhoonId: id, position: [lng, lat] })),
    ),
    typhoon_wind_radius: windRadii(tracks.map(({ id }) => id)),
  };
}

/** Rows came with ids of their own; whoever is added later gets the next one. */
async function continueNumbering(tx: Tx): Promise<void> {
  for (const table of ['person', 'post', 'shelter', 'supply_point', 'team', 'hazard', 'enterprise', 'station', 'household']) {
    await tx.query(`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}))`);
  }
}
