import type { Tx } from '../../server/kernel/db/db.ts';
import { maskedName } from '../../server/kernel/security/masked.ts';
import { saveContact } from '../../server/people/contacts.store.ts';

/** The codes of {@link tinyCity}, by name. Haimen is there to be the other county: what Rudong must never see. */
export const code = {
  nantong: '320600000000',
  rudong: '320623000000',
  haimen: '320614000000',
  yangkou: '320623101000',
  fengli: '320623108000',
  sanchang: '320614418000',
} as const;

/** The people of {@link tinyCity}: ids are given, so that a test can name whom it means. */
export const person = {
  cityDesk: 1,
  rudongDesk: 10,
  rudongLead: 11,
  haimenDesk: 20,
  yangkouDesk: 100,
  yangkouHead: 101,
  yangkouVillageLead: 110,
  yangkouGuardian: 111,
  fengliDesk: 200,
  sanchangDesk: 300,
  sanchangVillageLead: 310,
  yangkouEvacuee: 120,
  sanchangEvacuee: 320,
} as const;

interface Posted {
  id: number;
  area: string;
  level: string;
  kind: string;
  deputy?: number;
  superior?: number;
}

const villageOf: Record<string, string> = {
  [code.yangkou]: '320623101200',
  [code.fengli]: '320623108200',
  [code.sanchang]: '320614418200',
};

const posted: Posted[] = [
  { id: person.cityDesk, area: code.nantong, level: 'city', kind: 'cityDutyDesk' },
  { id: person.rudongDesk, area: code.rudong, level: 'county', kind: 'countyDutyDesk', superior: person.cityDesk },
  { id: person.rudongLead, area: code.rudong, level: 'county', kind: 'countyLead', deputy: person.rudongDesk, superior: person.rudongDesk },
  { id: person.haimenDesk, area: code.haimen, level: 'county', kind: 'countyDutyDesk', superior: person.cityDesk },
  {
    id: person.yangkouDesk,
    area: code.yangkou,
    level: 'township',
    kind: 'townshipDutyDesk',
    deputy: person.yangkouHead,
    superior: person.rudongDesk,
  },
  {
    id: person.yangkouHead,
    area: code.yangkou,
    level: 'township',
    kind: 'townshipHead',
    deputy: person.yangkouDesk,
    superior: person.yangkouDesk,
  },
  { id: person.fengliDesk, area: code.fengli, level: 'township', kind: 'townshipDutyDesk', superior: person.rudongDesk },
  { id: person.sanchangDesk, area: code.sanchang, level: 'township', kind: 'townshipDutyDesk', superior: person.haimenDesk },
  { id: person.yangkouVillageLead, area: villageOf[code.yangkou]!, level: 'village', kind: 'villageLead', superior: person.yangkouDesk },
  { id: person.sanchangVillageLead, area: villageOf[code.sanchang]!, level: 'village', kind: 'villageLead', superior: person.sanchangDesk },
  {
    id: person.yangkouGuardian,
    area: villageOf[code.yangkou]!,
    level: 'household',
    kind: 'guardian',
    deputy: person.yangkouVillageLead,
    superior: person.yangkouVillageLead,
  },
];

/** Two counties, three townships with one village each, a handful of responsible people, one household on either side. */
export async function tinyCity(tx: Tx): Promise<void> {
  await areas(tx);
  await people(tx);
  await posts(tx);
  await households(tx);
  // Rows that a test adds get ids above the ones given here.
  for (const table of ['person', 'post', 'shelter', 'household']) await tx.query(`alter table ${table} alter column id restart with 1001`);
}

async function areas(tx: Tx): Promise<void> {
  const rows = [
    [code.nantong, null, 'city', '南通市', 'Nantong', 120.87, 32.01],
    [code.rudong, code.nantong, 'county', '如东县', 'Rudong County', 121.18, 32.33],
    [code.haimen, code.nantong, 'county', '海门区', 'Haimen District', 121.17, 31.89],
    [code.yangkou, code.rudong, 'township', '洋口镇', 'Yangkou Town', 121.04, 32.505],
    [code.fengli, code.rudong, 'township', '丰利镇', 'Fengli Town', 121.045, 32.425],
    [code.sanchang, code.haimen, 'township', '三厂街道', 'Sanchang Subdistrict', 121.24, 31.89],
    [villageOf[code.yangkou], code.yangkou, 'village', '浒路村', 'Hulu Village', 121.03, 32.51],
    [villageOf[code.fengli], code.fengli, 'village', '周桥村', 'Fengli Village', 121.03, 32.42],
    [villageOf[code.sanchang], code.sanchang, 'village', '厂西村', 'Changxi Village', 121.25, 31.88],
  ];
  for (const [area, parent, level, zh, en, lng, lat] of rows) {
    await tx.query(
      `insert into area (code, parent_code, level, name_zh, name_en, initials, center, boundary)
       values ($1, $2, $3, $4, $5, '', st_setsrid(st_makepoint($6, $7), 4326), st_multi(st_makeenvelope($6 - 0.02, $7 - 0.02, $6 + 0.02, $7 + 0.02, 4326)))`,
      [area, parent, level, zh, en, lng, lat],
    );
  }
}

async function people(tx: Tx): Promise<void> {
  const evacuees = [
    { id: person.yangkouEvacuee, area: villageOf[code.yangkou]! },
    { id: person.sanchangEvacuee, area: villageOf[code.sanchang]! },
  ];
  for (const { id, area } of [...posted, ...evacuees]) {
    const name = `测试${String(id).padStart(4, '0')}`;
    const names = [tx.seal('person.name', name), tx.seal('person.masked_name', maskedName(name))];
    await tx.query(`insert into person (id, area_code, name, masked_name) values ($1, $2, $3, $4)`, [id, area, ...names]);
    const phone = { channel: 'mobile', address: `100${String(id).padStart(8, '0')}` } as const;
    await saveContact(tx, { personId: id, ordinal: 1, areaCode: area }, phone);
  }
}

/** A post has its holder's id. */
async function posts(tx: Tx): Promise<void> {
  for (const { id, area, level, kind, deputy, superior } of posted) {
    await tx.query(
      `insert into post (id, area_code, level, kind, person_id, deputy_id, superior_post_id) values ($1, $2, $3, $4, $1, $5, $6)`,
      [id, area, level, kind, deputy ?? null, superior ?? null],
    );
  }
}

async function households(tx: Tx): Promise<void> {
  const rows = [
    { evacuee: person.yangkouEvacuee, keeper: person.yangkouGuardian, area: villageOf[code.yangkou]! },
    { evacuee: person.sanchangEvacuee, keeper: person.sanchangVillageLead, area: villageOf[code.sanchang]! },
  ];
  for (const { evacuee, keeper, area } of rows) {
    await tx.query(
      `insert into shelter (id, area_code, name_zh, name_en, kind, position, capacity)
       select $1, $2, '安置点', 'Shelter', 'school', center, 40 from area where code = $2`,
      [evacuee, area],
    );
    await tx.query(
      `insert into household (id, area_code, position, guardian_id, lead_id, shelter_id) select $1, $2, center, $3, $3, $1 from area where code = $2`,
      [evacuee, area, keeper],
    );
    await tx.query(
      `insert into evacuee (person_id, household_id, area_code, category, needs) values ($1, $1, $2, 'vulnerable', '{wheelchair}')`,
      [evacuee, area],
    );
  }
}
