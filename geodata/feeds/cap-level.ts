import { highestLevel, warningLevels, type WarningLevel } from '#contract/warnings.ts';

interface Graded {
  severity: string;
  headline: string;
  parameters: readonly { valueName: string; value: string }[];
}

const colours: Record<WarningLevel, RegExp> = {
  blue: /\bblue\b|蓝/i,
  yellow: /\byellow\b|黄/i,
  orange: /\borange\b|橙/i,
  red: /\bred\b|红/i,
};
const colouredHeadline: Record<WarningLevel, RegExp> = {
  blue: /\bblue\b|蓝色/i,
  yellow: /\byellow\b|黄色/i,
  orange: /\borange\b|橙色/i,
  red: /\bred\b|红色/i,
};
/** Grades of the national scale: Ⅰ 特别严重 is red. */
const grades: Record<WarningLevel, RegExp> = {
  blue: /^(Ⅳ|IV|4)级?$/i,
  yellow: /^(Ⅲ|III|3)级?$/i,
  orange: /^(Ⅱ|II|2)级?$/i,
  red: /^(Ⅰ|I|1)级?$/i,
};
/** CAP 1.2 severity, for senders that know no colours. */
const severities: Record<string, WarningLevel> = { Extreme: 'red', Severe: 'orange', Moderate: 'yellow', Minor: 'blue' };

const levelParameter = /level|severity|colou?r|级别|等级|颜色/i;

/**
 * The level of a warning: its level parameter, else the colour that GB/T 35965.1 writes into `severity`, else the colour in the
 * headline, else the severity of CAP. Where one text names several, the highest counts: rather too loud than too quiet.
 *
 * @returns null when nothing says it: an unknown level is never guessed
 */
export function levelOf(info: Graded): WarningLevel | null {
  const parameters = info.parameters
    .filter((parameter) => levelParameter.test(parameter.valueName))
    .map((parameter) => parameter.value.trim());
  return (
    highestLevel(parameters.map((value) => matching(value, colours) ?? matching(value, grades))) ??
    matching(info.severity, colours) ??
    matching(info.headline, colouredHeadline) ??
    severities[info.severity] ??
    null
  );
}

function matching(text: string, words: Record<WarningLevel, RegExp>): WarningLevel | null {
  return warningLevels.findLast((level) => words[level].test(text)) ?? null;
}
