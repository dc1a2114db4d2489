import type { Area } from '#contract/areas.ts';

function anArea(code: string, nameZh: string, about: Pick<Area, 'parentCode' | 'level'> & Partial<Area>): [string, Area] {
  return [code, { code, nameZh, nameEn: nameZh, kind: 'statistical', initials: '', center: [121, 32], unverified: false, ...about }];
}

/** A city, two counties and a functional zone, four townships: enough to tell who lies where. */
export const somePlaces: ReadonlyMap<string, Area> = new Map([
  anArea('320600000000', '南通市', { parentCode: null, level: 'city' }),
  anArea('320623000000', '如东县', { parentCode: '320600000000', level: 'county' }),
  anArea('320681000000', '启东市', { parentCode: '320600000000', level: 'county' }),
  anArea('320671000000', '开发区', { parentCode: '320600000000', level: 'county', kind: 'functionalZone' }),
  anArea('320623101000', '洋口镇', { parentCode: '320623000000', level: 'township' }),
  anArea('320623102000', '长沙镇', { parentCode: '320623000000', level: 'township' }),
  anArea('320681100000', '近海镇', { parentCode: '320681000000', level: 'township' }),
  // The statistical code lies in another county than the area that runs it.
  anArea('320602009000', '竹行街道', { parentCode: '320671000000', level: 'township' }),
]);
