import type { IssuedWeather } from '#contract/warning-drafts.ts';
import type { WarningLevel } from '#contract/warnings.ts';
import type { Catalogue, Pair } from './catalogue.ts';

/**
 * What a warning is proposed to say, by weather and level: default values (默认值) after the national table of signals (CMA Order 16) and
 * local practice, never regulation. Whoever issues it reads and changes it.
 */
export const warningTexts = {
  'text/issuer': { zh: '{area}应急管理局', en: '{area} Emergency Bureau' },
  'text/headline.Alert': { zh: '{issuer}发布{event}{level}预警[{grade}]', en: '{issuer} issues a {event} {level} warning ({grade})' },
  'text/headline.Update': {
    zh: '{issuer}更新为{event}{level}预警[{grade}]',
    en: '{issuer} updates to a {event} {level} warning ({grade})',
  },
  'text/headline.Cancel': { zh: '{issuer}解除{event}{level}预警', en: '{issuer} lifts the {event} {level} warning' },
  'text/description': { zh: '预计{from}至{to}，{area}{expected}。', en: 'From {from} to {to}, {area}: {expected}.' },
  'text/description.Cancel': { zh: '{area}{event}影响已减弱，预警解除。', en: 'The {event} has eased in {area}: the warning is lifted.' },
  'text/instruction': { zh: '{area}，有效至{to}。{duty}{care}', en: '{area}, until {to}. {duty} {care}' },
  'text/instruction.Cancel': { zh: '请做好善后检查，确认安全后恢复。', en: 'Check for damage; return to normal once it is safe.' },
  'text/areas.more': { zh: '{names}等{count}个区域', en: '{names} and more, {count} areas' },

  'text/level.blue': { zh: '蓝色', en: 'blue' },
  'text/level.yellow': { zh: '黄色', en: 'yellow' },
  'text/level.orange': { zh: '橙色', en: 'orange' },
  'text/level.red': { zh: '红色', en: 'red' },
  'text/grade.blue': { zh: 'Ⅳ级/一般', en: 'IV, moderate' },
  'text/grade.yellow': { zh: 'Ⅲ级/较重', en: 'III, serious' },
  'text/grade.orange': { zh: 'Ⅱ级/严重', en: 'II, severe' },
  'text/grade.red': { zh: 'Ⅰ级/特别严重', en: 'I, extremely severe' },

  ...({
    'text/duty.blue': { zh: '请到岗值守，关注变化。', en: 'Be on duty and follow the forecast.' },
    'text/duty.yellow': { zh: '请加强巡查，备好转移。', en: 'Patrol, and make ready to move people.' },
    'text/duty.orange': { zh: '请立即巡查隐患，转移危险区人员。', en: 'Patrol the hazards at once; move people out of danger.' },
    'text/duty.red': {
      zh: '请立即逐户叫醒并转移危险区人员，停止户外活动。',
      en: 'Rouse every household in danger and move them now; stop all work outside.',
    },
  } satisfies Record<`text/duty.${WarningLevel}`, Pair>),

  ...({
    'text/care.typhoon': { zh: '船只回港，加固临建。', en: 'Boats to port; secure what is loose.' },
    'text/care.rainstorm': { zh: '注意低洼积水和临水村户。', en: 'Mind low ground and homes by the water.' },
    'text/care.gale': { zh: '加固临建，停止高空作业。', en: 'Secure what is loose; no work at height.' },
    'text/care.seaGale': { zh: '船只回港，海上人员上岸。', en: 'Boats to port; people at sea ashore.' },
    'text/care.thunderstormGale': { zh: '人员进室内，远离临建和大树。', en: 'Go indoors; keep off sheds and trees.' },
    'text/care.severeConvection': { zh: '人员进室内，防雷防雹。', en: 'Go indoors; beware of lightning and hail.' },
  } satisfies Record<`text/care.${IssuedWeather}`, Pair>),

  ...({
    'text/typhoon.blue': {
      zh: '24小时内可能受热带气旋影响，平均风力6级以上或阵风8级以上',
      en: 'a tropical cyclone may bring mean winds of force 6 or gusts of force 8 within 24 hours',
    },
    'text/typhoon.yellow': {
      zh: '24小时内可能受热带气旋影响，平均风力8级以上或阵风10级以上',
      en: 'a tropical cyclone may bring mean winds of force 8 or gusts of force 10 within 24 hours',
    },
    'text/typhoon.orange': {
      zh: '12小时内可能受热带气旋影响，平均风力10级以上或阵风12级以上',
      en: 'a tropical cyclone may bring mean winds of force 10 or gusts of force 12 within 12 hours',
    },
    'text/typhoon.red': {
      zh: '6小时内可能受热带气旋影响，平均风力12级以上或阵风14级以上',
      en: 'a tropical cyclone may bring mean winds of force 12 or gusts of force 14 within 6 hours',
    },
    'text/rainstorm.blue': { zh: '12小时内降雨量将达50毫米以上', en: 'more than 50 mm of rain within 12 hours' },
    'text/rainstorm.yellow': { zh: '6小时内降雨量将达50毫米以上', en: 'more than 50 mm of rain within 6 hours' },
    'text/rainstorm.orange': { zh: '3小时内降雨量将达50毫米以上', en: 'more than 50 mm of rain within 3 hours' },
    'text/rainstorm.red': { zh: '3小时内降雨量将达100毫米以上', en: 'more than 100 mm of rain within 3 hours' },
    'text/gale.blue': {
      zh: '24小时内平均风力6级以上或阵风7级以上',
      en: 'mean winds of force 6 or gusts of force 7 within 24 hours',
    },
    'text/gale.yellow': {
      zh: '12小时内平均风力8级以上或阵风9级以上',
      en: 'mean winds of force 8 or gusts of force 9 within 12 hours',
    },
    'text/gale.orange': {
      zh: '6小时内平均风力10级以上或阵风11级以上',
      en: 'mean winds of force 10 or gusts of force 11 within 6 hours',
    },
    'text/gale.red': {
      zh: '6小时内平均风力12级以上或阵风13级以上',
      en: 'mean winds of force 12 or gusts of force 13 within 6 hours',
    },
    'text/seaGale.blue': {
      zh: '沿海海区24小时内风力6级以上或阵风7级以上',
      en: 'coastal waters: force 6 or gusts of force 7 within 24 hours',
    },
    'text/seaGale.yellow': {
      zh: '沿海海区12小时内风力8级以上或阵风9级以上',
      en: 'coastal waters: force 8 or gusts of force 9 within 12 hours',
    },
    'text/seaGale.orange': {
      zh: '沿海海区6小时内风力10级以上或阵风11级以上',
      en: 'coastal waters: force 10 or gusts of force 11 within 6 hours',
    },
    'text/seaGale.red': {
      zh: '沿海海区6小时内风力12级以上或阵风13级以上',
      en: 'coastal waters: force 12 or gusts of force 13 within 6 hours',
    },
    'text/thunderstormGale.blue': { zh: '6小时内有雷电并伴6级以上大风', en: 'thunderstorms with winds of force 6 within 6 hours' },
    'text/thunderstormGale.yellow': { zh: '6小时内有雷电并伴8级以上大风', en: 'thunderstorms with winds of force 8 within 6 hours' },
    'text/thunderstormGale.orange': { zh: '2小时内有雷电并伴10级以上大风', en: 'thunderstorms with winds of force 10 within 2 hours' },
    'text/thunderstormGale.red': { zh: '2小时内有雷电并伴12级以上大风', en: 'thunderstorms with winds of force 12 within 2 hours' },
    'text/severeConvection.blue': {
      zh: '6小时内可能出现雷暴、短时强降水',
      en: 'thunderstorms and short heavy rain are possible within 6 hours',
    },
    'text/severeConvection.yellow': {
      zh: '6小时内将出现雷暴大风、短时强降水',
      en: 'thunderstorms with strong wind and short heavy rain within 6 hours',
    },
    'text/severeConvection.orange': {
      zh: '3小时内将出现强雷暴大风、短时强降水或冰雹',
      en: 'severe thunderstorms with strong wind, heavy rain or hail within 3 hours',
    },
    'text/severeConvection.red': {
      zh: '2小时内将出现极端雷暴大风、强降水或大冰雹，可能有龙卷',
      en: 'extreme thunderstorms with heavy rain or large hail within 2 hours; a tornado is possible',
    },
  } satisfies Record<`text/${IssuedWeather}.${WarningLevel}`, Pair>),
} satisfies Catalogue;
