import type { Catalogue } from './catalogue.ts';

export const alarm = {
  'alarm/title': { zh: '警报', en: 'Alarms' },
  'alarm/ringing': { zh: '{count} 条警报待确认', en: '{count, plural, one {# alarm} other {# alarms}} to acknowledge' },
  'alarm/quiet': { zh: '警报：无待确认', en: 'Alarms: none to acknowledge' },
  'alarm/none': { zh: '没有待确认的警报。', en: 'Nothing to acknowledge.' },
  'alarm/close': { zh: '关闭', en: 'Close' },
  'alarm/acknowledge': { zh: '确认', en: 'Acknowledge' },
  'alarm/locked': {
    zh: '浏览器要求先点击一次页面，警报才能发声。',
    en: 'The browser allows sound only after the page was touched once.',
  },
  'alarm/test': { zh: '试听', en: 'Test' },
  'alarm/test.level': { zh: '试听：{level}', en: 'Test: {level}' },
  'alarm/mute': { zh: '静音 30 分钟', en: 'Mute for 30 minutes' },
  'alarm/unmute': { zh: '解除静音', en: 'Unmute' },
  'alarm/muted': { zh: '静音还剩 {left}', en: 'Muted, {left} left' },
  'alarm/awaitingRelease': { zh: '叫应待第二人放行', en: 'A call-out awaits its release' },
  'alarm/override': { zh: '单人越权放行', en: 'Released by one person alone' },
  'alarm/needHelp': { zh: '{place} 求援', en: '{place} needs help' },
  'alarm/needHelp.again': { zh: '{place} 第 {count} 次求援', en: '{place} needs help: asked {count} times' },
  'alarm/cannot': { zh: '{count} 人无法执行', en: '{count} cannot act' },
  'alarm/unroused': { zh: '{count} 人未叫醒，需上门', en: '{count} unroused: go to the door' },
  'alarm/replies': { zh: '{count} 条回复未识别，需人工查看', en: '{count} replies not understood: somebody has to look' },
  'alarm/calledOut': { zh: '新一轮叫应已开始', en: 'A new call-out is running' },
  'alarm/watchdog': { zh: '看门狗：叫应可能不通', en: 'Watchdog: calls may not go through' },
} satisfies Catalogue;
