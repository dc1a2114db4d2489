import type { Catalogue } from './catalogue.ts';

export const incidents = {
  'elsewhere/title': { zh: '另一事件在等你：{mode}“{name}”', en: 'Another incident waits for you: {mode}, “{name}”' },
  'elsewhere/badge': {
    zh: '另有 {count} 个事件在等你',
    en: '{count, plural, one {# other incident waits} other {# other incidents wait}} for you',
  },
  'elsewhere/release': {
    zh: '{count} 轮叫应待你放行',
    en: '{count, plural, one {# call-out awaits} other {# call-outs await}} your release',
  },
  'elsewhere/others': {
    zh: '{count} 轮叫应待他人放行',
    en: '{count, plural, one {# call-out awaits} other {# call-outs await}} somebody else’s release',
  },
  'elsewhere/badge.others': {
    zh: '另有 {count} 个事件的叫应待他人放行',
    en: '{count, plural, one {# other incident awaits} other {# other incidents await}} somebody else’s release',
  },
  'elsewhere/needHelp': { zh: '{count} 人需要支援', en: '{count} need help' },
  'elsewhere/cannot': { zh: '{count} 人无法执行', en: '{count} cannot act' },
  'elsewhere/unroused': { zh: '{count} 人未叫醒', en: '{count} unroused' },
  'elsewhere/go': { zh: '转到该事件', en: 'Go there' },
  'incident/choose': { zh: '选择事件', en: 'Choose an incident' },
  'incident/none': { zh: '没有进行中的事件', en: 'No incident is open' },
  'incident/open': { zh: '新建事件', en: 'Open an incident' },
  'incident/open.new': { zh: '新建事件…', en: 'Open an incident…' },
  'incident/closed': { zh: '已结束', en: 'closed' },
  'incident/apart': { zh: '日志损坏，已隔离', en: 'log damaged, set apart' },
  'incident/opened': { zh: '事件“{name}”已建立', en: '“{name}” is open' },

  'mode/actual': { zh: '实战', en: 'Actual' },
  'mode/exercise': { zh: '演练', en: 'Exercise' },
  'mode/test': { zh: '测试', en: 'Test' },

  'kind/typhoon': { zh: '台风', en: 'Typhoon' },
  'kind/flood': { zh: '洪涝', en: 'Flood' },
  'kind/rainstorm': { zh: '暴雨', en: 'Rainstorm' },
  'kind/convection': { zh: '强对流', en: 'Severe convection' },
  'kind/other': { zh: '其他', en: 'Other' },

  'open/name': { zh: '名称', en: 'Name' },
  'open/name.example': { zh: '如：防御台风“杜苏芮”', en: 'For example: Typhoon Doksuri' },
  'open/kind': { zh: '类型', en: 'Kind' },
  'open/mode': { zh: '性质', en: 'Mode' },
  'open/mode.actual': { zh: '按真实时间运行，会真实叫应。', en: 'Runs on real time; people are really called.' },
  'open/mode.exercise': {
    zh: '有自己的时钟，可暂停、步进、加速；不会有消息发往真实电话。',
    en: 'Has its own clock to pause, step and speed up; nothing leaves for a real phone.',
  },
  'open/mode.test': { zh: '检查系统用，规则同演练。', en: 'For checking the system; the rules of an exercise apply.' },
  'open/typhoon': { zh: '台风路径', en: 'Typhoon track' },
  'open/no-typhoon': { zh: '无', en: 'None' },
  'open/start': { zh: '时钟从台风路径开始处走', en: 'Start the clock where the track begins' },
  'open/submit': { zh: '建立', en: 'Open' },
} satisfies Catalogue;
