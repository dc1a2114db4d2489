import { describe, expect, it } from 'vitest';
import type { Area } from '#contract/areas.ts';
import type { CallRow } from '#contract/calls.ts';
import { finderOf } from '../../../client/calls/find-people.view.ts';
import { aRow } from '../../support/calls-on-screen.ts';
import { anArea } from '../../support/small-map.ts';

const yangkou = anArea({ code: '320623101000', nameZh: '洋口镇', nameEn: 'Yangkou Town', initials: 'ykz', level: 'township' });
const hulu = anArea({ code: '320623101200', nameZh: '浒路村', nameEn: 'Hulu Village', initials: 'hlc', level: 'village' });
const known = (areas: readonly Area[]) => new Map(areas.map((area) => [area.code, area]));

const people: CallRow[] = [
  aRow({ number: 1, maskedName: '测**', phoneEnd: '4321', areaCode: yangkou.code, postKind: 'townshipDutyDesk' }),
  aRow({ number: 12, maskedName: '张*', phoneEnd: '0012', areaCode: hulu.code, postKind: 'villageLead' }),
  aRow({ number: 321, maskedName: '欧阳**', phoneEnd: null, areaCode: hulu.code, postKind: 'household' }),
];

function found(text: string): number[] {
  const isMeant = finderOf(text, known([yangkou]), known([hulu]));
  return people.filter((call) => isMeant?.(call) ?? true).map(({ number }) => number);
}

describe('finding somebody on the board', () => {
  it.each([
    ['nothing typed finds everybody', '  ', [1, 12, 321]],
    ['the number of the call', '12', [12]],
    ['the number with its sign, full-width', '＃１２', [12]],
    ['the end of the telephone, and the call of that number', '321', [1, 321]],
    ['a whole telephone number by its end', '13800004321', [1]],
    ['the first character of the name', '张', [12]],
    ['the whole name, as far as masking leaves it', '张三', [12]],
    ['another name of that length', '李三', []],
    ['the village', '浒路', [12, 321]],
    ['the initials of the village', 'hl', [12, 321]],
    ['the township of a village too', 'yk', [1, 12, 321]],
    ['the English name', 'hulu', [12, 321]],
    ['every word has to fit', 'hl 张', [12]],
    ['a post', '值班', [1]],
    ['nothing that is there', 'zzz', []],
  ])('%s', (_, text, numbers) => {
    expect(found(text)).toEqual(numbers);
  });
});
