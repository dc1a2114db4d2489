import { randomUUID } from 'node:crypto';
import type { WarningDraft } from '#contract/warning-drafts.ts';
import type { WarningId } from '#contract/warnings.ts';
import { noon } from './builders.ts';
import { code } from './tiny-city.ts';

/** A complete draft of a new warning; the test changes what it is about. */
export function aDraft(about: Partial<WarningDraft> = {}): WarningDraft {
  return {
    id: randomUUID() as WarningId,
    msgType: 'Alert',
    replaces: null,
    weather: 'typhoon',
    level: 'yellow',
    areas: [code.rudong],
    effective: null,
    expires: new Date(Date.parse(noon) + 24 * 3_600_000).toISOString(),
    zh: { headline: '南通市应急管理局发布台风黄色预警', description: '预计24小时内如东县阵风可达10级。', instruction: '请加强巡查。' },
    en: { headline: 'Typhoon yellow warning', description: 'Gusts of force 10 within 24 hours.', instruction: 'Patrol.' },
    ...about,
  };
}
