import type { HelpState } from '#contract/help.ts';
import type { Catalogue, Pair } from './catalogue.ts';

const state = {
  'help/state.open': { zh: '待接办', en: 'Not taken' },
  'help/state.taken': { zh: '已接办', en: 'Taken' },
  'help/state.helped': { zh: '已获支援', en: 'Helped' },
  'help/state.closed': { zh: '已关闭', en: 'Closed' },
} satisfies Record<`help/state.${HelpState}`, Pair>;

const event = {
  'help/event.asked': { zh: '求援', en: 'asked for help' },
  'help/event.open': { zh: '退回待接办', en: 'put back' },
  'help/event.taken': { zh: '接办', en: 'took it' },
  'help/event.helped': { zh: '确认支援已到', en: 'said that help has come' },
  'help/event.closed': { zh: '关闭', en: 'closed it' },
} satisfies Record<`help/event.${HelpState | 'asked'}`, Pair>;

/** Who needs help: the numbers, the list and the marks on the map. */
export const help = {
  'help/title': { zh: '求援', en: 'Calls for help' },
  'help/wanted': { zh: '{count} 起求援', en: '{count, plural, one {# needs help} other {# need help}}' },
  'help/wanted.open': {
    zh: '{count} 起求援，{open} 起待接办',
    en: '{count, plural, one {# needs help} other {# need help}}, {open} not taken',
  },
  'help/short': { zh: '求援', en: 'need help' },
  'help/show': { zh: '打开求援列表', en: 'Open the list of calls for help' },
  'help/close-list': { zh: '关闭列表', en: 'Close the list' },
  'help/none': { zh: '没有人在求援。', en: 'Nobody asks for help.' },
  'help/ended': { zh: '已结束（{count}）', en: 'Ended ({count})' },
  'help/past': { zh: '回放中：显示当时的求援，不能操作。', en: 'Replay: calls for help as they stood then; nothing can be done here.' },
  'help/failed': { zh: '详情未能读取', en: 'The details could not be read' },
  'help/waiting': { zh: '已等 {span}', en: 'waiting {span}' },
  'help/asked': { zh: '第 {count} 次求援 {time}', en: 'asked {count} times, last {time}' },
  'help/since': { zh: '{time} 求援', en: 'asked {time}' },
  'help/household': { zh: '户', en: 'Household' },
  'help/by-phone': { zh: '手机定位', en: 'by phone' },
  'help/by-phone.accurate': { zh: '手机定位 ±{meters} 米', en: 'by phone, ±{meters} m' },
  'help/by-area': { zh: '无定位，标在本区域中心', en: 'no position: the middle of the area' },
  'help/nowhere': { zh: '无定位', en: 'no position' },
  'help/fly': { zh: '飞到 {place}', en: 'Fly to {place}' },
  'help/photo': { zh: '看照片', en: 'Photo' },
  'help/taken-by': { zh: '{who} 接办 {time}', en: 'Taken by {who}, {time}' },
  'help/ended-by': { zh: '{who} {time}', en: '{who}, {time}' },
  'help/by-person': { zh: '本人', en: 'The person' },
  'help/teams': { zh: '最近的队伍', en: 'Nearest teams' },
  'help/teams.none': { zh: '辖区内没有可联系的队伍', en: 'No team of the area can be reached' },
  'help/team': { zh: '{kilometers} 公里 · {members} 人', en: '{kilometers} km · {members} people' },
  'help/history': { zh: '经过', en: 'History' },
  'help/take': { zh: '接办', en: 'Take' },
  'help/helped': { zh: '支援已到', en: 'Help has come' },
  'help/close': { zh: '关闭…', en: 'Close …' },
  'help/hand-back': { zh: '退回', en: 'Put back' },
  'help/reopen': { zh: '仍需支援', en: 'Still needed' },
  'help/reason': { zh: '关闭原因（求援人会看到）', en: 'Why it is closed (the person reads it)' },
  'help/reason.false': { zh: '误触，已核实', en: 'By mistake, checked' },
  'help/reason.other': { zh: '已由其他渠道处置', en: 'Dealt with elsewhere' },
  'help/reason.missing': { zh: '请先写明原因', en: 'Say why first' },
  'help/close-now': { zh: '确认关闭', en: 'Close it' },
  'help/moved.taken': {
    zh: '已接办 {place} 的求援，求援人的手机会显示',
    en: 'You have taken the call for help from {place}; their phone shows it',
  },
  'help/moved.open': { zh: '{place} 的求援已退回，待接办', en: 'The call for help from {place} waits to be taken again' },
  'help/moved.helped': { zh: '{place}：已记录支援已到', en: '{place}: noted that help has come' },
  'help/moved.closed': { zh: '{place} 的求援已关闭', en: 'The call for help from {place} is closed' },
  'help/taken-already': { zh: '这条求援已由 {who} 接办', en: '{who} has taken this call for help already' },
  'help/mark': { zh: '{place}：求援，{state}', en: '{place}: needs help, {state}' },
  'help/marks': { zh: '此处 {count} 起求援，{state}', en: '{count} calls for help here, {state}' },
  ...state,
  ...event,
} satisfies Catalogue;
