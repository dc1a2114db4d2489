import type { DraftReason, ForeseenOutcome } from '#contract/warning-drafts.ts';
import type { Warning } from '#contract/warnings.ts';
import type { Catalogue, Pair } from './catalogue.ts';

/** Writing a warning at the desk, what it would do, and the one button. */
export const warningForm = {
  'form/title': { zh: '发布预警', en: 'Issue a warning' },
  'form/title.short': { zh: '发布', en: 'Issue' },
  'form/open': { zh: '发布预警（W）', en: 'Issue a warning (W)' },
  'form/close': { zh: '关闭（Esc）', en: 'Close (Esc)' },
  'form/into': { zh: '进入事件“{name}”', en: 'Goes into “{name}”' },
  'form/no-incident': {
    zh: '发布预警要先有一个进行中的事件：预警和叫应都记在事件里。',
    en: 'A warning needs an open incident: the warning and its calls are kept in it.',
  },
  'form/no-incident.may-not': { zh: '请有权限的人员新建事件。', en: 'Somebody with the right has to open one.' },
  'form/past': { zh: '画面在回放，不是现在。先回到实时再发布。', en: 'The screen shows the past. Go back to live before you issue.' },
  'form/step.content': { zh: '① 内容', en: '1 Content' },
  'form/step.plan': { zh: '② 方案', en: '2 Plan' },

  'form/kind': { zh: '这是', en: 'This is' },
  'form/kind.new': { zh: '一条新预警', en: 'a new warning' },
  'form/kind.update': { zh: '更新：{title}（第 {version} 版）', en: 'an update of: {title} (version {version})' },
  'form/kind.end': { zh: '解除：{title}（第 {version} 版）', en: 'the end of: {title} (version {version})' },
  'form/weather': { zh: '天气', en: 'Weather' },
  'form/level': { zh: '级别', en: 'Level' },
  'form/areas': { zh: '区域', en: 'Areas' },
  'form/areas.map': {
    zh: '也可在地图上点选：放大后点镇街，缩小后点区县',
    en: 'Or click on the map: townships when near, counties from afar',
  },
  'form/areas.search': { zh: '搜索区县、镇街、拼音首字母', en: 'Search counties and townships' },
  'form/areas.none': { zh: '没有“{text}”', en: 'Nothing called “{text}”' },
  'form/areas.chosen': { zh: '已选 {counties} 个区县的 {townships} 个镇街', en: '{townships} townships in {counties} counties' },
  'form/areas.clear': { zh: '清空', en: 'Clear' },
  'form/validity': { zh: '有效期', en: 'Validity' },
  'form/from': { zh: '生效', en: 'Begins' },
  'form/from.at-once': { zh: '发布时', en: 'when issued' },
  'form/to': { zh: '失效', en: 'Ends' },
  'form/hours': { zh: '{hours} 小时', en: '{hours} h' },
  'form/clock': { zh: '按事件时钟，现在 {time}', en: 'By the clock of the incident; now {time}' },
  'form/text': { zh: '文字', en: 'Text' },
  'form/text.zh': { zh: '中文', en: 'Chinese' },
  'form/text.en': { zh: '英文', en: 'English' },
  'form/text.why': {
    zh: '模板为默认值，随上面的选择更新；改过的文字不再自动变。',
    en: 'The template is a default and follows the choices above; what you write yourself stays.',
  },
  'form/headline': { zh: '标题', en: 'Headline' },
  'form/description': { zh: '预计情况', en: 'What is expected' },
  'form/instruction': { zh: '请责任人做什么', en: 'What to do' },
  'form/restore': { zh: '恢复模板', en: 'Back to the template' },
  'form/at-odds': { zh: '标题里的颜色与所选级别（{level}）不一致', en: 'The colour in the headline is not the level chosen ({level})' },
  'form/sms': {
    zh: '短信 {characters} 字，分 {parts} 条（1 条 70 字，多条每条 67 字；含回复提示）',
    en: 'As a short message: {characters} characters, {parts} parts (one holds 70, several 67 each; with how to reply)',
  },
  'form/sms.unknown': {
    zh: '选定天气、级别和区域后显示短信长度',
    en: 'The length as a short message shows once weather, level and areas are chosen',
  },
  'form/sms.en-stays': {
    zh: '短信只发中文；英文随报文保存。',
    en: 'Short messages are sent in Chinese; the English text is kept with the warning.',
  },
  'form/sms.text': { zh: '看短信原文', en: 'See the short message' },

  'form/cap': { zh: '读入 CAP 报文', en: 'Read a CAP message' },
  'form/cap.file': { zh: '选择文件', en: 'Choose a file' },
  'form/cap.paste': { zh: '在此粘贴 CAP 报文（XML），或把文件拖到这里', en: 'Paste the CAP message (XML) here, or drop its file' },
  'form/cap.read': { zh: '读入，不呼叫', en: 'Read it; rings nobody' },
  'form/cap.from': { zh: '来自 {sender} 的报文', en: 'A message from {sender}' },
  'form/cap.fixed': {
    zh: '报文内容原样进入，不可改动。要改，请另写一条。',
    en: 'A message goes in as it came and is not changed here. To change it, write one of your own.',
  },
  'form/cap.copy': { zh: '照此另写一条', en: 'Write one like it' },
  'form/cap.drop': { zh: '不用这份报文', en: 'Put it away' },
  'form/cap.unknown': { zh: '名录里没有的区划代码：{codes}', en: 'Codes that we do not hold: {codes}' },
  'form/cap.double': {
    zh: '可能与已有预警重复：{headline}（{identifier}）。请先核对，免得叫应两次',
    en: 'Likely the same as a warning that is here: {headline} ({identifier}). Check first, or people are called twice',
  },
  'form/cap.other-event': { zh: '报文的天气：{event}', en: 'Its weather: {event}' },

  ...({
    'form/msgType.Alert': { zh: '首发', en: 'new' },
    'form/msgType.Update': { zh: '更新', en: 'update' },
    'form/msgType.Cancel': { zh: '解除', en: 'cancellation' },
    'form/msgType.Ack': { zh: '确认', en: 'acknowledgement' },
    'form/msgType.Error': { zh: '报错', en: 'error' },
    'form/status.Actual': { zh: '实战', en: 'actual' },
    'form/status.Exercise': { zh: '演练', en: 'exercise' },
    'form/status.Test': { zh: '测试', en: 'test' },
    'form/status.System': { zh: '系统', en: 'system' },
    'form/status.Draft': { zh: '草稿', en: 'draft' },
  } satisfies Record<`form/msgType.${Warning['msgType']}` | `form/status.${Warning['status']}`, Pair>),

  'form/missing': { zh: '还差：{what}', en: 'Still missing: {what}' },
  'form/reckoning': { zh: '正在计算…', en: 'Working it out…' },
  'form/would': { zh: '将叫应 {people} 人', en: 'Would call {people}' },
  'form/next': { zh: '看方案', en: 'See the plan' },
  'form/back': { zh: '返回修改', en: 'Back' },
  'form/discard.title': { zh: '放弃这条预警？', en: 'Discard this warning?' },
  'form/discard.text': { zh: '已填写的内容不会保存，没有呼叫任何人。', en: 'What was entered is not kept. Nobody has been called.' },
  'form/discard.yes': { zh: '放弃', en: 'Discard' },
  'form/again': {
    zh: '没有收到服务器的回答，不知道是否已发布。再按一次不会重复叫应。',
    en: 'The server did not answer, so it may or may not be issued. Pressing again calls nobody twice.',
  },
  'form/changed': {
    zh: '这份草稿已经发布过，之后又改了内容。请关闭后另写一条，或更新那一条。',
    en: 'This draft was issued already and changed since. Close it and write another, or update that one.',
  },

  'foreseen/replaces': { zh: '取代：{title}（第 {version} 版）', en: 'Takes the place of: {title} (version {version})' },
  'foreseen/ends-what': {
    zh: '解除：{title}（第 {version} 版），停止其 {silent} 个未应答的叫应',
    en: 'Ends: {title} (version {version}) and its {silent} calls without an answer',
  },
  'foreseen/validity': { zh: '{from} 至 {to}', en: '{from} to {to}' },
  'foreseen/townships': { zh: '地图上标出每个镇街叫应几人', en: 'The map shows how many in each township' },
  'foreseen/area': { zh: '范围：{areas}', en: 'Area: {areas}' },

  ...({
    'foreseen/calls': { zh: '按下按钮即开始呼叫。', en: 'The button rings people at once.' },
    'foreseen/release': {
      zh: '红色预警或 5,000 人以上须由第二人放行：按下按钮不会呼叫任何人。',
      en: 'A red warning, or 5,000 people and more, is released by a second person: the button rings nobody yet.',
    },
    'foreseen/order': {
      zh: '按规则由值班席下令：按下按钮即发布并开始呼叫。',
      en: 'Its policy leaves the calling to the desk: the button issues it and rings people.',
    },
    'foreseen/ends': {
      zh: '已应答的人会收到解除通知，未应答的不再呼叫。',
      en: 'Those who answered are told that it is over; the others are not called again.',
    },
    'foreseen/nobody': {
      zh: '所选区域里没有要叫应的人：只保存，不呼叫。',
      en: 'Nobody there is to be called: it is kept and rings nobody.',
    },
    'foreseen/known': { zh: '这条预警已经收到过，不会再叫应任何人。', en: 'This warning came before; it calls nobody again.' },
    'foreseen/expired': { zh: '有效期已过：只保存，不呼叫。', en: 'Its time has passed: it is kept and rings nobody.' },
    'foreseen/overtaken': { zh: '已有更新的版本：只保存，不呼叫。', en: 'A later version is here: it is kept and rings nobody.' },
  } satisfies Record<`foreseen/${ForeseenOutcome}`, Pair>),

  'deed/calls': {
    zh: '叫应 {counties} 个区县 {people} 人',
    en: 'Call {people, plural, one {# person} other {# people}} in {counties} counties',
  },
  'deed/calls.one': { zh: '叫应 {county} {people} 人', en: 'Call {people, plural, one {# person} other {# people}} in {county}' },
  'deed/release': {
    zh: '提交放行：{counties} 个区县 {people} 人',
    en: 'Make ready for release: {people, plural, one {# person} other {# people}} in {counties} counties',
  },
  'deed/release.one': {
    zh: '提交放行：{county} {people} 人',
    en: 'Make ready for release: {people, plural, one {# person} other {# people}} in {county}',
  },
  'deed/ends': { zh: '解除并停止叫应', en: 'Lift it and stop the calls' },
  'deed/keep': { zh: '只保存，不呼叫', en: 'Keep it; rings nobody' },

  'field/zh.headline': { zh: '中文标题', en: 'Chinese headline' },
  'field/zh.description': { zh: '中文预计情况', en: 'Chinese expectation' },
  'field/zh.instruction': { zh: '中文要求', en: 'Chinese instruction' },
  'field/en.headline': { zh: '英文标题', en: 'English headline' },
  'field/en.description': { zh: '英文预计情况', en: 'English expectation' },
  'field/en.instruction': { zh: '英文要求', en: 'English instruction' },
  'field/areas': { zh: '区域', en: 'Areas' },
  'field/effective': { zh: '生效时间', en: 'Begin' },
  'field/expires': { zh: '失效时间', en: 'End' },
  'field/replaces': { zh: '所更新的预警', en: 'The warning it replaces' },

  ...({
    'draftReason/missing': { zh: '没有填写', en: 'is missing' },
    'draftReason/too-long': { zh: '过长', en: 'is too long' },
    'draftReason/not-a-time': { zh: '不是有效时间', en: 'is not a time' },
    'draftReason/unknown-area': { zh: '不在名录里', en: 'is not known' },
    'draftReason/ends-before-it-begins': { zh: '早于生效时间', en: 'is before its begin' },
    'draftReason/already-over': { zh: '已经过去', en: 'is already over' },
    'draftReason/begins-too-far-off': { zh: '超过 10 天以后', en: 'is more than 10 days ahead' },
    'draftReason/not-in-force': { zh: '已不再有效', en: 'is no longer in force' },
    'draftReason/replaces-what': { zh: '没有指明', en: 'is not named' },
  } satisfies Record<`draftReason/${DraftReason}`, Pair>),
} satisfies Catalogue;
