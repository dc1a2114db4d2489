import { pinyin } from 'pinyin-pro';

/** Place names that are read otherwise than a dictionary would. */
const localReadings: Record<string, string[]> = {
  栟茶: ['ben', 'cha'],
  竹行: ['zhu', 'hang'],
};

/** A place name in Hanyu Pinyin without tones, one word: 海安 is `Hai'an`. */
export function romanised(chinese: string): string {
  const word = syllables(chinese)
    .map((syllable, index) => (index > 0 && /^[aeo]/.test(syllable) ? `'${syllable}` : syllable))
    .join('');
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The first letters that people type into a search box: 洋口镇 is `ykz`. */
export function initialsOf(chinese: string): string {
  return syllables(chinese)
    .map((syllable) => syllable.charAt(0))
    .join('');
}

function syllables(chinese: string): string[] {
  for (const [name, reading] of Object.entries(localReadings)) {
    if (chinese.startsWith(name)) return [...reading, ...syllables(chinese.slice(name.length))];
  }
  return chinese ? pinyin(chinese, { toneType: 'none', type: 'array', nonZh: 'removed' }).filter(Boolean) : [];
}
