/** A county-level code that has been retired, and the code that stands for its land today. */
export interface RetiredCode {
  code: string;
  nameZh: string;
  successor: string;
  /** The year from which the successor was in use. */
  since: number;
}

/**
 * Codes of Nantong that mergers and promotions have retired (GB/T 2260): feeds go on with them for years.
 *
 * From the yearly changes of divisions that the Ministry of Civil Affairs publishes (县级以上行政区划变更情况): counties that became cities
 * in 1989 to 1994 and 2018, 通州市 that became a district in 2009, 崇川 and 港闸 that were merged and 海门市 that became a district in 2020.
 * Each successor is the one of today, also where there was another in between.
 */
export const retiredCodes: readonly RetiredCode[] = [
  { code: '320602', nameZh: '崇川区', successor: '320613', since: 2020 },
  { code: '320611', nameZh: '港闸区', successor: '320613', since: 2020 },
  { code: '320621', nameZh: '海安县', successor: '320685', since: 2018 },
  { code: '320622', nameZh: '如皋县', successor: '320682', since: 1991 },
  { code: '320624', nameZh: '南通县', successor: '320612', since: 1993 },
  { code: '320625', nameZh: '海门县', successor: '320614', since: 1994 },
  { code: '320626', nameZh: '启东县', successor: '320681', since: 1989 },
  { code: '320683', nameZh: '通州市', successor: '320612', since: 2009 },
  { code: '320684', nameZh: '海门市', successor: '320614', since: 2020 },
];
