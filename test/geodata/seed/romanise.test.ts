import { describe, expect, it } from 'vitest';
import { initialsOf, romanised } from '../../../geodata/seed/romanise.ts';

describe('a place name in letters', () => {
  it.each([
    ['洋口', 'Yangkou'],
    ['海安', "Hai'an"],
    ['长沙', 'Changsha'],
    ['栟茶', 'Bencha'],
    ['竹行', 'Zhuhang'],
    ['吕四', 'Lüsi'],
    ['通吕运河（口）', 'Tonglüyunhekou'],
  ])('is one word of pinyin: %s', (chinese, latin) => {
    expect(romanised(chinese)).toBe(latin);
  });

  it('has the initials that people type', () => {
    expect([initialsOf('洋口镇'), initialsOf('掘港街道')]).toEqual(['ykz', 'jgjd']);
  });
});
