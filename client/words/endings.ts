import type { Catalogue } from './catalogue.ts';

/** What people end by hand. */
export const endings = {
  'end/reason': { zh: '原因（必填，记入审计）', en: 'Reason (required, kept in the audit)' },
  'end/done-by': { zh: '{time} 由{by}{what}：{reason}', en: '{what} at {time} by {by}: {reason}' },

  'end/callOut.button': { zh: '停止叫应…', en: 'Stop calling…' },
  'end/callOut.title': { zh: '停止这一轮叫应？', en: 'Stop this call-out?' },
  'end/callOut.text.order': {
    zh: '{title}：{silent} 人还没有应答。停止后不再呼叫、不再升级。',
    en: '{title}: {silent} have not answered. Nobody is called or escalated any more.',
  },
  'end/callOut.text': {
    zh: '{title}：{silent} 人还没有应答。停止后不再呼叫、不再升级、不再上门；预警仍然有效。',
    en: '{title}: {silent} have not answered. Nobody is called, escalated or visited any more; the warning stays in force.',
  },
  'end/callOut.waiting': {
    zh: '{title}：还没有放行，尚未叫应任何人。停止后不能再放行；预警仍然有效。',
    en: '{title}: not released, nobody has been called. It cannot be released any more; the warning stays in force.',
  },
  'end/callOut.yes': { zh: '停止叫应', en: 'Stop calling' },
  'end/callOut.done': { zh: '叫应已停止', en: 'The call-out has stopped' },
  'end/callOut.stopped': { zh: '已由人工停止', en: 'Stopped by hand' },
  'end/callOut.incidentClosed': { zh: '事件结束时停止', en: 'Stopped when the incident was closed' },
  'end/callOut.line': { zh: '叫应已由人工停在 {answered} / {owed} 应答', en: 'Stopped by hand at {answered} of {owed} answered' },
  'end/callOut.hint': { zh: '由人工停止。危险仍在时，可以继续叫应。', en: 'Stopped by hand. While the danger lasts, calling can go on.' },
  'end/callOut.what': { zh: '停止', en: 'Stopped' },
  'end/all-clear': { zh: '告诉已应答的人吗？', en: 'Tell those who have answered?' },
  'end/all-clear.yes': {
    zh: '告诉他们险情已解除（之后不能继续这一轮）',
    en: 'Tell them that it is over (it cannot go on afterwards)',
  },
  'end/all-clear.no': { zh: '什么也不告诉（之后可以继续叫应）', en: 'Tell nobody anything (it may go on later)' },

  'end/warning.button': { zh: '结束预警…', en: 'End the warning…' },
  'end/warning.title': { zh: '结束这条预警？', en: 'End this warning?' },
  'end/warning.text': {
    zh: '{title}：为它和它以前各版进行的叫应全部停止，已应答的人会收到解除通知。不能撤回，仍有危险须另发预警。',
    en: '{title}: calling stops for it and its earlier versions, and who has answered is told that it is over. It cannot be taken back: a danger that lasts needs another warning.',
  },
  'end/warning.yes': { zh: '结束预警', en: 'End the warning' },
  'end/warning.done': { zh: '预警已结束，已通知应答的人', en: 'The warning has ended; who had answered is being told' },
  'end/warning.state': { zh: '已由人工结束', en: 'Ended by hand' },
  'end/warning.what': { zh: '结束', en: 'Ended' },

  'end/closing.button': { zh: '结束本事件…', en: 'Close this incident…' },
  'end/closing.title': { zh: '结束事件“{name}”？', en: 'Close “{name}”?' },
  'end/closing.text': {
    zh: '结束后只能查看：叫应停止，不再收报文和回执，日志封存。重新开启须两人同意。',
    en: 'It can only be read then: calling stops, no message or answer is taken, the log is sealed. Reopening takes two people.',
  },
  'end/closing.yes': { zh: '结束事件', en: 'Close it' },
  'end/closing.done': { zh: '事件已结束，日志已封存', en: 'The incident is closed and its log is sealed' },
  'end/matters': { zh: '还没有了结的', en: 'Still open' },
  'end/matters.none': { zh: '没有未了结的事项', en: 'Nothing is open' },
  'end/matters.reading': { zh: '正在查看未了结的事项…', en: 'Looking at what is still open…' },
  'end/matters.helpRequests': {
    zh: '{count} 起求援没有结束',
    en: '{count, plural, one {# call for help has} other {# calls for help have}} not been brought to an end',
  },
  'end/matters.callOuts': {
    zh: '{count} 轮叫应正在进行',
    en: '{count, plural, one {# call-out is} other {# call-outs are}} running',
  },
  'end/matters.awaitingRelease': {
    zh: '{count} 轮叫应等待放行',
    en: '{count, plural, one {# call-out awaits} other {# call-outs await}} its release',
  },
  'end/matters.silent': {
    zh: '{count} 人没有应答',
    en: '{count, plural, one {# person has} other {# people have}} not answered',
  },
  'end/matters.doors': { zh: '{count} 处上门核查没有回音', en: '{count, plural, one {# door check is} other {# door checks are}} open' },
  'end/matters.warnings': {
    zh: '{count} 条预警仍然有效',
    en: '{count, plural, one {# warning is} other {# warnings are}} in force',
  },
  'end/help-handed-over': {
    zh: '求援的人已另有人负责，事件结束后这里不再跟踪',
    en: 'Somebody else sees to those who asked for help; nothing here follows them any more',
  },

  'end/reopening.button': { zh: '重新开启本事件…', en: 'Reopen this incident…' },
  'end/reopening.title': { zh: '重新开启“{name}”？', en: 'Reopen “{name}”?' },
  'end/reopening.ask': {
    zh: '须两人同意：由您提出，另一人同意后才开启。停止的叫应不会自己恢复。',
    en: 'It takes two people: you ask, and it opens when another person agrees. Call-outs that were stopped do not go on by themselves.',
  },
  'end/reopening.agree': {
    zh: '已有一人提出。您同意后立即开启。停止的叫应不会自己恢复。',
    en: 'Somebody has asked for it. It opens as soon as you agree. Call-outs that were stopped do not go on by themselves.',
  },
  'end/reopening.yes.ask': { zh: '提出', en: 'Ask' },
  'end/reopening.yes.agree': { zh: '同意并开启', en: 'Agree and open' },
  'end/reopening.asked': { zh: '已提出，等待另一人同意', en: 'Asked for; another person has to agree' },
  'end/reopening.done': { zh: '事件已重新开启', en: 'The incident is open again' },

  'closed/title': { zh: '事件已结束，只能查看', en: 'This incident is closed and can only be read' },
  'closed/apart': {
    zh: '事件日志自第 {seq} 条起损坏，事件已隔离，只能查看，显示的内容可能不全',
    en: 'The log of this incident is damaged from fact {seq} on: it is set apart, can only be read, and may show less than happened',
  },
  'closed/asked': { zh: '有人提出重新开启，等待另一人同意', en: 'Somebody has asked to reopen it; another person has to agree' },
  'closed/asked.mine': { zh: '您已提出重新开启，等待另一人同意', en: 'You have asked to reopen it; another person has to agree' },
} satisfies Catalogue;
