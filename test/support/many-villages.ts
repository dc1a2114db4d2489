import type { Tx } from '../../server/kernel/db/db.ts';
import { code, person } from './tiny-city.ts';

const first = 901;

/** So many more village leads of Yangkou in the tiny city, above whom stands the desk of the township. @returns their ids */
export async function manyVillages(tx: Tx, count: number): Promise<number[]> {
  const ids = Array.from({ length: count }, (_, nr) => first + nr);
  for (const id of ids) {
    const village = `320623101${id}`;
    await tx.query(
      `insert into area (code, parent_code, level, name_zh, name_en, initials, center, boundary)
       select $1, $2, 'village', $3, $4, '', center, boundary from area where code = $2`,
      [village, code.yangkou, `第${id}村`, `Village ${id}`],
    );
    await tx.query(`insert into person (id, area_code, name) values ($1, $2, $3)`, [id, village, `测试${id}`]);
    await tx.query(`insert into contact (person_id, ordinal, area_code, channel, address) values ($1, 1, $2, 'mobile', $3)`, [
      id,
      village,
      `100${String(id).padStart(8, '0')}`,
    ]);
    await tx.query(
      `insert into post (id, area_code, level, kind, person_id, superior_post_id) values ($1, $2, 'village', 'villageLead', $1, $3)`,
      [id, village, person.yangkouDesk],
    );
  }
  return ids;
}
