import type { Catalogue } from './catalogue.ts';

/** The responder's page. Plain places like `{count}` only: the page fills them itself. */
export const field = {
  'field/title': { zh: '叫应', en: 'Call' },
  'field/who': { zh: '{area} · {post}', en: '{area} · {post}' },
  'field/online': { zh: '在线', en: 'Online' },
  'field/online.sending': { zh: '在线 · {count} 条发送中', en: 'Online · sending {count}' },
  'field/offline': { zh: '离线', en: 'Offline' },
  'field/offline.waiting': { zh: '离线 · {count} 条待发', en: 'Offline · {count} to send' },
  'field/language': { zh: 'EN', en: '中文' },
  'field/language.label': { zh: '切换到英文', en: 'Switch to Chinese' },
  'field/theme': { zh: '切换深浅色', en: 'Switch light and dark' },
  'field/synthetic': { zh: '合成数据', en: 'Synthetic data' },

  'field/drill.exercise': { zh: '演练 · 不是真实预警', en: 'Exercise · not a real warning' },
  'field/drill.test': { zh: '测试 · 不是真实预警', en: 'Test · not a real warning' },

  'field/sound': { zh: '铃声未开启，轻触这里开启', en: 'Sound is off. Tap here to turn it on' },
  'field/newer': { zh: '收到新的叫应，已切换到最新一条', en: 'A newer call came in and is shown now' },
  'field/changed': { zh: '这条叫应刚有变化，请看最新内容', en: 'This call has just changed; read it again' },
  'field/others': { zh: '另有 {count} 条待应答，轻触查看', en: '{count} more to answer. Tap to see' },
  'field/for-another': {
    zh: '责任人本人还没有应答，请代为应答或设法联系本人',
    en: 'The called person is silent. Answer for them, or reach them',
  },

  'field/version': { zh: '{grade} · 第 {version} 版', en: 'Grade {grade} · version {version}' },
  'field/sent': { zh: '{at} 发布', en: 'Issued {at}' },

  'field/due': { zh: '内须应答，否则继续呼叫', en: 'left to answer; then the calling goes on' },
  'field/due.for-another': { zh: '内须有人应答', en: 'left for somebody to answer' },
  'field/due.overdue': { zh: '应答时限已到，正在呼叫上级，请立即应答', en: 'Time is up and your superior is being called. Answer now' },
  'field/due.paused': { zh: '演练时钟已暂停', en: 'The exercise clock is paused' },
  'field/due.escalated': { zh: '已呼叫代理人和上级，请立即应答', en: 'Your deputy and superior were called. Answer now' },
  'field/due.unroused': {
    zh: '已列入未叫醒名单，将有人上门，请立即应答',
    en: 'You are listed as unroused and someone will come. Answer now',
  },
  'field/due.waiting': { zh: '您的应答已记下，信号恢复后自动发出', en: 'Your answer is kept and goes off when the signal is back' },
  'field/due.answered': { zh: '已应答，请按步骤上报进展', en: 'Answered. Report each step as it happens' },

  'field/over.stale': {
    zh: '预警已更新，您对上一版的应答已记录。请等待并应答新的叫应。',
    en: 'The warning has changed. Your answer to the earlier version is on record; wait for the new call and answer it.',
  },
  'field/over.superseded': {
    zh: '这一版已被新版代替，不必再应答。新版覆盖您的区域时会再次叫应您。',
    en: 'A new version has replaced this one; no answer is needed. You are called again when it covers your area.',
  },
  'field/over.cancelled': {
    zh: '预警已解除，叫应停止，不必再应答。',
    en: 'The warning was cancelled and calling has stopped. No answer is needed.',
  },

  'field/keeps': { zh: '我包保 {households} 户 {people} 人', en: 'I look after {households} households, {people} people' },
  'field/end': { zh: '— 全文完 —', en: '— End of message —' },

  'field/heard': { zh: '收到', en: 'Heard' },
  'field/heard.locked': { zh: '读完全文后可应答', en: 'Read to the end to answer' },
  'field/onPost': { zh: '已到岗', en: 'On post' },
  'field/acting': { zh: '正在转移', en: 'Moving people' },
  'field/done': { zh: '完成', en: 'Done' },
  'field/report': { zh: '上报人数', en: 'Report numbers' },
  'field/needHelp': { zh: '需要支援', en: 'Need help' },
  'field/said.heard': { zh: '已收到 {at}', en: 'Heard {at}' },
  'field/said.onPost': { zh: '已到岗', en: 'On post' },
  'field/said.acting': { zh: '正在转移', en: 'Moving people' },
  'field/said.done': { zh: '已完成', en: 'Done' },
  'field/said.needHelp': { zh: '已求援', en: 'Help asked for' },
  'field/sending': { zh: '待发送', en: 'Waiting to be sent' },
  'field/not-taken': { zh: '有一条没有被接收：{reason}', en: 'One answer was not taken: {reason}' },

  'field/report.title': { zh: '上报人数', en: 'Report numbers' },
  'field/help.title': { zh: '请求支援', en: 'Ask for help' },
  'field/count.moved': { zh: '已转移', en: 'Moved' },
  'field/count.sheltered': { zh: '已安置', en: 'Sheltered' },
  'field/count.withRelatives': { zh: '投亲靠友', en: 'With relatives' },
  'field/count.refused': { zh: '拒绝转移', en: 'Refused' },
  'field/count.absent': { zh: '不在家', en: 'Not at home' },
  'field/count.less': { zh: '{what} 减一', en: '{what}: one less' },
  'field/count.more': { zh: '{what} 加一', en: '{what}: one more' },
  'field/note': { zh: '备注（可不填）', en: 'Note (optional)' },
  'field/note.help': { zh: '需要什么：人手、车辆、船只……', en: 'What is needed: people, vehicles, boats …' },
  'field/send': { zh: '发送', en: 'Send' },
  'field/back': { zh: '返回', en: 'Back' },

  'field/loading': { zh: '正在读取叫应…', en: 'Loading the call …' },
  'field/unreachable': { zh: '暂时连不上服务器，正在自动重试', en: 'The server cannot be reached; trying again by itself' },
  'field/no-token': { zh: '请用收到的链接打开本页', en: 'Open this page by the link you were sent' },
  'field/what-to-do': { zh: '请联系所在镇值班室，或直接电话应答。', en: 'Call the duty desk of your township, or answer by phone.' },
  'field/ringing': { zh: '叫应：{headline}', en: 'Call: {headline}' },
} satisfies Catalogue;
