import type { Tx } from '../../server/kernel/db/db.ts';
import { code, person } from './tiny-city.ts';

/** Ids of {@link tinyRegisters}: the same in every register, one record on either side of the county line. */
export const record = { rudong: 1, haimen: 2 } as const;

/** A record of every register in Yangkou (Rudong) and one in Sanchang (Haimen), and a station, which is nobody's. Needs the tiny city. */
export async function tinyRegisters(tx: Tx): Promise<void> {
  const places = [
    { id: record.rudong, area: code.yangkou, contact: person.yangkouDesk, name: '洋口' },
    { id: record.haimen, area: code.sanchang, contact: person.sanchangDesk, name: '三厂' },
  ];
  for (const place of places) await recordsOf(tx, place);
  await tx.query(
    `insert into station (id, name_zh, name_en, kind, position, stages) values
       (1, '天生港', 'Tianshenggang', 'tide', st_point(120.75, 32.0333, 4326), '[{"kind": "warning", "meters": 5.2, "basis": "2010"}]'),
       (2, '镇江', 'Zhenjiang', 'tide', null, '[]')`,
  );
}

async function recordsOf(tx: Tx, { id, area, contact, name }: { id: number; area: string; contact: number; name: string }): Promise<void> {
  const at = `(select center from area where code = $2)`;
  await tx.query(
    `insert into hazard (id, area_code, type, state, grade, position, owner_id, found_on, deadline_on)
     values ($1, $2, 'sluice', 'assigned', 'serious', ${at}, $3, '2023-03-01', '2023-12-31')`,
    [id, area, contact],
  );
  await tx.query(
    `insert into team (id, area_code, name_zh, name_en, type, position, members, contact_id)
     values ($1, $2, $3 || '防汛队', 'Flood Team', 'flood', ${at}, 30, $4)`,
    [id, area, name, contact],
  );
  await tx.query(
    `insert into supply_point (id, area_code, level, name_zh, name_en, position) values ($1, $2, 'township', $3 || '物资室', 'Store', ${at})`,
    [id, area, name],
  );
  await tx.query(
    `insert into stock_line (supply_point_id, item, area_code, quantity, minimum, unit) values ($1, 'tent', $2, 5, 10, '顶'), ($1, 'water', $2, 90, 10, '箱')`,
    [id, area],
  );
  await tx.query(
    `insert into enterprise (id, area_code, kind, name_zh, name_en, position) values ($1, $2, 'chemical', $3 || '化工', 'Chemicals', ${at})`,
    [id, area, name],
  );
}
