import type { Figures } from '../contract/figures.ts';
import type { Tx } from '../kernel/db/db.ts';

type FigureRow = Omit<Figures, 'supplyPoints'> & Figures['supplyPoints'];

/** How much the registers hold, of what the scope covers. */
export async function figures(tx: Tx): Promise<Figures> {
  const row = await tx.one<FigureRow>(
    `select hazards, teams, "teamMembers", evacuees, households, shelters, "shelterCapacity", townships, villages,
       "chemicalEnterprises", "dustEnterprises", municipal, county, township
     from (select count(*) as hazards from hazard) hazard,
       (select count(*) as teams, coalesce(sum(members), 0) as "teamMembers" from team) team,
       (select count(*) as evacuees from evacuee) evacuee,
       (select count(*) as households from household) household,
       (select count(*) as shelters, coalesce(sum(capacity), 0) as "shelterCapacity" from shelter) shelter,
       (select count(*) filter (where level = 'township') as townships, count(*) filter (where level = 'village') as villages from area) area,
       (select count(*) filter (where kind = 'chemical') as "chemicalEnterprises",
          count(*) filter (where kind = 'dust') as "dustEnterprises" from enterprise) enterprise,
       (select count(*) filter (where level = 'municipal') as municipal, count(*) filter (where level = 'county') as county,
          count(*) filter (where level = 'township') as township from supply_point) supply_point`,
  );
  const { municipal, county, township, ...counts } = row!;
  return { ...counts, supplyPoints: { municipal, county, township } };
}
