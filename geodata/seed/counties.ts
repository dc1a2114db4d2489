import type { LngLat } from '#geo/lng-lat.ts';
import { developmentZone } from './townships.ts';

export const cityCode = '320600000000';
export const tongzhouBay = '320672000000';

export interface CountyName {
  code: string;
  nameZh: string;
  nameEn: string;
  kind: 'statistical' | 'functionalZone';
  unverified: boolean;
  /** The seat of its government or, for a zone, of its committee: where its desk and its store are. Approximate. */
  seat: LngLat;
}

/** Seven counties by their codes of GB/T 2260 and two functional zones. The code of Tongzhou Bay is provisional: it has none. */
export const countyNames: readonly CountyName[] = [
  county('320612', ['通州区', 'Tongzhou District'], [121.075, 32.066]),
  county('320613', ['崇川区', 'Chongchuan District'], [120.857, 32.01]),
  county('320614', ['海门区', 'Haimen District'], [121.176, 31.893]),
  county('320623', ['如东县', 'Rudong County'], [121.185, 32.317]),
  county('320681', ['启东市', 'Qidong City'], [121.657, 31.808]),
  county('320682', ['如皋市', 'Rugao City'], [120.56, 32.39]),
  county('320685', ['海安市', "Hai'an City"], [120.467, 32.533]),
  zone(developmentZone, {
    nameZh: '开发区',
    nameEn: 'Economic & Technological Development Zone',
    seat: [120.94, 31.94],
    unverified: false,
  }),
  zone(tongzhouBay, { nameZh: '通州湾', nameEn: 'Tongzhou Bay', seat: [121.35, 32.2], unverified: true }),
];

function county(digits: string, [nameZh, nameEn]: [string, string], seat: LngLat): CountyName {
  return { code: `${digits}000000`, nameZh, nameEn, kind: 'statistical', unverified: false, seat };
}

function zone(code: string, rest: Omit<CountyName, 'code' | 'kind'>): CountyName {
  return { code, kind: 'functionalZone', ...rest };
}
