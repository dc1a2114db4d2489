import { describe, expect, it } from 'vitest';
import { publishedFigures } from '../../geodata/seed/published-figures.ts';
import { onBothDatabases, withDatabase } from '../support/database.ts';

onBothDatabases(
  'the seeded city',
  (database) => {
    it('reproduces the published figures', async () => {
      const counts = await database().asOwner((tx) =>
        tx.one(`select (select count(*) from hazard) as hazards,
                       (select json_object_agg(level, n) from (select level, count(*) as n from supply_point group by level) as l) as "supplyPoints",
                       (select count(*) from team) as teams,
                       (select sum(members) from team) as "teamMembers",
                       (select count(*) from evacuee) as evacuees,
                       (select count(*) from area where level = 'township') as townships,
                       (select count(*) from enterprise where kind = 'chemical') as "chemicalEnterprises",
                       (select count(*) from enterprise where kind = 'dust') as "dustEnterprises"`),
      );
      expect(counts).toEqual(publishedFigures);
    });

    it('marks every personal row as synthetic', async () => {
      const real = await database().asOwner((tx) => tx.query(`select id from person where not synthetic`));
      expect(real).toEqual([]);
    });

    it('lets the next person have the next number', async () => {
      const { id, before } = (await database().asOwner((tx) =>
        tx.one<{ id: number; before: number }>(
          `insert into person (area_code, name) select '320600000000', '测试' returning id, (select max(id) from person) as before`,
        ),
      ))!; // an insert that did not fail returned its row
      expect(id).toBe(before + 1);
    });
  },
  { city: true },
);

describe('the ground of the seeded city', () => {
  const database = withDatabase({ city: true });
  const codes = (sql: string) => database().asOwner(async (tx) => (await tx.query<{ code: string }>(sql)).map(({ code }) => code));

  it('is drawn with valid boundaries', async () => {
    expect(await codes(`select code from area where boundary is not null and not st_isvalid(boundary)`)).toEqual([]);
    expect(await codes(`select code from area where boundary is null and level <> 'village'`)).toEqual(['320672000000']);
  });

  it('holds every village, household and hazard inside its township', async () => {
    const beyond = (table: string, position: string, township: string) =>
      codes(`select p.code from (select ${township} as code, ${position} as position from ${table}) as p
             join area t on t.code = p.code where not st_covers(t.boundary, p.position) and st_distance(t.boundary::geography, p.position::geography) > 1`);
    expect(await beyond(`area v where level = 'village'`, 'center', 'parent_code')).toEqual([]);
    expect(await beyond(`household h join area v on v.code = h.area_code`, 'h.position', 'v.parent_code')).toEqual([]);
    expect(await beyond('hazard', 'position', 'area_code')).toEqual([]);
  });

  it('leads from every post to the city desk by superiors', async () => {
    const lost = await database().asOwner((tx) =>
      tx.query(`with recursive climb as (
                  select id from post where kind = 'cityDutyDesk'
                  union all select p.id from post p join climb c on p.superior_post_id = c.id)
                select id from post except select id from climb`),
    );
    expect(lost).toEqual([]);
  });
});
