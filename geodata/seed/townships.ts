import type { LngLat } from '#geo/lng-lat.ts';
import { romanised } from './romanise.ts';
import { sourceRows } from './source-files.ts';

export interface TownshipName {
  /** 12 digits. */
  code: string;
  /** The county or zone it answers to. */
  countyCode: string;
  /** The county polygon it lies in: for the Development Zone that is Chongchuan's. */
  polygonCode: string;
  nameZh: string;
  nameEn: string;
  /** True where no published code or position is known to us. */
  unverified: boolean;
  /** Within 2 to 5 km of the real seat. */
  approximate: LngLat;
  /** A subdistrict (街道): mostly town. */
  urban: boolean;
}

type Column = 'nbs_code_2023' | 'name' | 'county_or_zone' | 'county_adcode' | 'lon_wgs84_approx' | 'lat_wgs84_approx';

export const developmentZone = '320671000000';

/** Where the list of names gives two, the one in use since the latest reform. */
const currentNames: Record<string, string> = {
  '海安镇（海安街道）': '海安街道',
  '江海街道（江海镇区）': '江海街道',
};

/** The list of names has no code for 滨江街道: a number of Haimen's range that the statistical table leaves free. */
const provisionalCodes: Record<string, string> = { 滨江街道: '320614010' };

/** The bureau counts 102; two newer subdistricts of Hai'an are in no list. Codes and positions are provisional. */
const haianAdditions: { code: string; name: string; approximate: LngLat }[] = [
  { code: '320685002', name: '孙庄街道', approximate: [120.452, 32.497] },
  { code: '320685003', name: '胡集街道', approximate: [120.432, 32.578] },
];

/** The 102 townships in the order of their codes. */
export function townshipNames(): TownshipName[] {
  const listed = sourceRows<Column>('nantong_towns_approx_points.csv').map((row) => {
    const nameZh = currentNames[row.name] ?? row.name;
    const county = row.county_or_zone === '开发区' ? developmentZone : `${row.county_adcode}000000`;
    const code = row.nbs_code_2023 || provisionalCodes[nameZh];
    if (!code) throw new Error(`No code for township ${nameZh}`);
    return {
      ...named(nameZh),
      code: `${code}000`,
      countyCode: county,
      polygonCode: `${row.county_adcode}000000`,
      unverified: row.nbs_code_2023 === '',
      approximate: [Number(row.lon_wgs84_approx), Number(row.lat_wgs84_approx)] as const,
    };
  });
  const added = haianAdditions.map(({ code, name, approximate }) => ({
    ...named(name),
    code: `${code}000`,
    countyCode: '320685000000',
    polygonCode: '320685000000',
    unverified: true,
    approximate,
  }));
  return [...listed, ...added].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function named(nameZh: string): Pick<TownshipName, 'nameZh' | 'nameEn' | 'urban'> {
  const urban = nameZh.endsWith('街道');
  const stem = nameZh.replace(/(街道|镇)$/, '');
  return { nameZh, nameEn: `${romanised(stem)} ${urban ? 'Subdistrict' : 'Town'}`, urban };
}
