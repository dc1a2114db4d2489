import type { AreaCode } from '#contract/areas.ts';
import type { IssuedWeather, WarningDraft, WarningWords } from '#contract/warning-drafts.ts';
import type { WarningLevel } from '#contract/warnings.ts';
import { sayIn, type Locale } from '../words/words.ts';
import { inOrder, type AreaTree, type Chosen } from './area-tree.view.ts';

/** As many areas as a short message has room to name; the rest is counted. */
const namesShown = 3;

interface Said {
  msgType: WarningDraft['msgType'];
  weather: IssuedWeather | null;
  level: WarningLevel | null;
  areas: Chosen;
}

interface Where {
  tree: AreaTree;
  own: AreaCode;
  from: Date;
  to: Date;
}

/** What a warning is proposed to say in one language; empty while it is not known what about. */
export function proposedWords({ msgType, weather, level, areas }: Said, language: 'zh' | 'en', where: Where): WarningWords {
  if (weather === null || level === null) return { headline: '', description: '', instruction: '' };
  const locale: Locale = language === 'zh' ? 'zh-CN' : 'en';
  const event = sayIn(locale, `weather/${weather}`);
  const values = {
    event: locale === 'en' ? event.toLowerCase() : event,
    level: sayIn(locale, `text/level.${level}`),
    grade: sayIn(locale, `text/grade.${level}`),
    issuer: sayIn(locale, 'text/issuer', { area: nameIn(locale, where.own, where.tree) }),
    area: areaNames(locale, areas, where.tree),
    from: timeText(where.from),
    to: timeText(where.to),
    expected: sayIn(locale, `text/${weather}.${level}`),
    duty: sayIn(locale, `text/duty.${level}`),
    care: sayIn(locale, `text/care.${weather}`),
  };
  const end = msgType === 'Cancel';
  return {
    headline: sayIn(locale, `text/headline.${msgType}`, values),
    description: sayIn(locale, end ? 'text/description.Cancel' : 'text/description', values),
    instruction: sayIn(locale, end ? 'text/instruction.Cancel' : 'text/instruction', values),
  };
}

function areaNames(locale: Locale, areas: Chosen, tree: AreaTree): string {
  const codes = inOrder(areas, tree);
  const names = codes.slice(0, namesShown).map((code) => nameIn(locale, code, tree));
  const listed = names.join(locale === 'en' ? ', ' : '、');
  return codes.length > namesShown ? sayIn(locale, 'text/areas.more', { names: listed, count: codes.length }) : listed;
}

function nameIn(locale: Locale, code: AreaCode, { byCode }: AreaTree): string {
  const area = byCode.get(code)?.area;
  if (!area) return code;
  return locale === 'en' ? area.nameEn : area.nameZh;
}

const nantongHours = 8;

/** `11-30 14:00`, in Nantong's time, the same in both languages. */
function timeText(at: Date): string {
  return new Date(at.getTime() + nantongHours * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
}
