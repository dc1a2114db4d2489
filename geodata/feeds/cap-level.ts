import { highestLevel, warningLevels, type WarningLevel } from '#contract/warnings.ts';

interface Graded {
  severity: string;
  headline: string;
  parameters: readonly { valueName: string; value: string }[];
}

/** What a message says of its level. belowScale: it is green, so that nobody is warned. */
export type SaidLevel = WarningLevel | 'belowScale';

type Words = Record<SaidLevel, RegExp>;

const colours: Words = {
  belowScale: /\b(green|white)\b|绿|白/i,
  blue: /\bblue\b|蓝/i,
  yellow: /\byellow\b|黄/i,
  orange: /\borange\b|橙/i,
  red: /\bred\b|红/i,
};
/** In a headline a colour counts where it is said of a warning: 红色旅游区 and Red River are names. */
const colouredHeadline: Words = {
  belowScale: saidOfWarning('(?:green|white)', '[绿白]'),
  blue: saidOfWarning('blue', '蓝'),
  yellow: saidOfWarning('yellow', '黄'),
  orange: saidOfWarning('orange', '橙'),
  red: saidOfWarning('red', '红'),
};
/** Grades of the national scale: Ⅰ 特别严重 is red. */
const grades: Words = {
  belowScale: /^(?!)/,
  blue: /^(Ⅳ|IV|4|四)级?$/i,
  yellow: /^(Ⅲ|III|3|三)级?$/i,
  orange: /^(Ⅱ|II|2|二)级?$/i,
  red: /^(Ⅰ|I|1|一)级?$/i,
};
/** The scale of MeteoAlarm counts the other way round: 1 is green, 4 is red. There is no blue in it. */
const awarenessLevels: Words = { belowScale: /^1\b/, blue: /^(?!)/, yellow: /^2\b/, orange: /^3\b/, red: /^4\b/ };
/** CAP 1.2 severity, for senders that know no colours. */
const severities: Record<string, WarningLevel> = { Extreme: 'red', Severe: 'orange', Moderate: 'yellow', Minor: 'blue' };

/** Whether it is a word of CAP 1.2, or a colour as the national form writes there. */
export function isSeverity(text: string): boolean {
  return text in severities || text === 'Unknown' || matching(text, colours) !== null;
}

/** A parameter that speaks of the warning's level and of nothing else: no `confidenceLevel`, no `Water level`, no 响应等级. */
const levelName =
  /^(warning|alert|alarm|awareness|signal|event|hazard|severity|预警|预警信号|信号|警报|灾害|气象灾害|事件)*(level|severity|colou?r|grade|级别|等级|颜色|级|色)$/;

/**
 * The level of a warning: its level parameter, else the colour that GB/T 35965.1 writes into `severity`, else the colour in the
 * headline, else the severity of CAP. Where one text names several, the highest counts; where it says what a level was changed to, the
 * new one.
 *
 * @returns null when nothing says it: a level is never guessed, least of all upward
 */
export function levelOf(info: Graded): SaidLevel | null {
  return (
    highest(info.parameters.map(levelOfParameter)) ??
    matching(info.severity, colours) ??
    levelOfHeadline(info.headline) ??
    severities[info.severity] ??
    null
  );
}

/** The highest of what several parameters say; below the scale only when none is on it. */
function highest(levels: readonly (SaidLevel | null)[]): SaidLevel | null {
  const onScale = highestLevel(levels.map((level) => (level === 'belowScale' ? null : level)));
  return onScale ?? (levels.includes('belowScale') ? 'belowScale' : null);
}

function levelOfParameter({ valueName, value }: Graded['parameters'][number]): SaidLevel | null {
  const name = nameOf(valueName);
  if (!levelName.test(name)) return null;
  const said = value.normalize('NFKC').trim();
  // Compatibility forms turn Ⅲ into III.
  const coloured = matching(said, colours);
  // A numbered signal counts as its own service counts: where the highest is 10, signal 1 is the lowest.
  if (coloured !== null || name.startsWith('signal')) return coloured;
  return matching(said, name.startsWith('awareness') ? awarenessLevels : grades);
}

/** `layer:EC-MSC-SMC:1.0:Colour` and `awareness_level` by their words alone, in small letters. */
function nameOf(valueName: string): string {
  const last =
    valueName
      .normalize('NFKC')
      .split(/[:：/]/)
      .at(-1) ?? '';
  return last.toLowerCase().replace(/[^\p{L}]/gu, '');
}

const changed =
  /(升级?为|降级?为|(变更|更改|更新|调整|转|改|提升|下调)(发布)?为|\b(upgraded|downgraded|raised|lowered|changed)\b.*?\bto\b)/gi;

function levelOfHeadline(headline: string): SaidLevel | null {
  const last = [...headline.matchAll(changed)].at(-1);
  const changedTo = last && matching(headline.slice(last.index + last[0].length), colours);
  return changedTo ?? matching(headline, colouredHeadline);
}

function saidOfWarning(colour: string, character: string): RegExp {
  const notNamed = '(?!\\s+(?:cross|sea|river|tide|crescent|square|lake|hills?)\\b)';
  const english = `\\b${colour}\\b${notNamed}(?:[\\s-]+\\w+){0,3}?[\\s-]+(?:warning|alert|alarm|signal|level|watch)|\\b(?:code|level|warning|alert)[\\s:-]+${colour}\\b`;
  return new RegExp(`${english}|${character}色?[^红橙黄蓝绿白，。；]{0,8}?(?:预警|警报|信号|警告)`, 'i');
}

function matching(text: string, words: Words): SaidLevel | null {
  return warningLevels.findLast((level) => words[level].test(text)) ?? (words.belowScale.test(text) ? 'belowScale' : null);
}
