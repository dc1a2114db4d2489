import type { CapReason, WarningNoteCode } from '#contract/warnings.ts';
import type { Catalogue, Pair } from './catalogue.ts';

const capReason = {
  'capReason/not-well-formed': { zh: 'XML 语法有误', en: 'the XML is broken' },
  'capReason/wrong-namespace': { zh: '不是 CAP 1.2 的命名空间', en: 'not the namespace of CAP 1.2' },
  'capReason/too-deep': { zh: '嵌套过深', en: 'nested too deeply' },
  'capReason/too-many-attributes': { zh: '属性过多', en: 'too many attributes' },
  'capReason/too-many-elements': { zh: '元素过多', en: 'too many elements' },
  'capReason/unknown-encoding': { zh: '声明的编码不支持', en: 'declares an encoding we do not read' },
  'capReason/wrong-bytes': { zh: '字节与声明的编码不符', en: 'the bytes do not fit the declared encoding' },
  'capReason/missing': { zh: '缺少必填项', en: 'is missing' },
  'capReason/repeated': { zh: '只能出现一次', en: 'may appear only once' },
  'capReason/too-long': { zh: '过长', en: 'is too long' },
  'capReason/unknown-word': { zh: '不是标准允许的取值', en: 'is not a value of the standard' },
  'capReason/not-a-name': { zh: '含有不允许的字符', en: 'has characters that are not allowed' },
  'capReason/not-a-time': { zh: '不是有效时间', en: 'is not a time' },
  'capReason/not-coordinates': { zh: '不是有效坐标', en: 'is not a list of coordinates' },
  'capReason/out-of-range': { zh: '超出范围', en: 'is out of range' },
  'capReason/too-few-points': { zh: '点数不足，不成多边形', en: 'has too few points for a polygon' },
  'capReason/too-many-points': { zh: '点数过多', en: 'has too many points' },
  'capReason/too-complex': { zh: '过于复杂，无法及时读完', en: 'is too complex to be read in time' },
  'capReason/no-level': { zh: '看不出预警级别', en: 'does not tell its level' },
  'capReason/not-for-receivers': { zh: '这类报文不供接收方使用', en: 'is not meant for receivers' },
} satisfies Record<`capReason/${CapReason}`, Pair>;

/** What of a message was not understood, with the place in it. */
const noteWords = {
  'warningNote/not-coordinates': { zh: '未采用：图形坐标无法读取', en: 'Left out: an outline that is no list of coordinates' },
  'warningNote/out-of-range': {
    zh: '未采用：图形坐标超出范围（可能经纬颠倒）',
    en: 'Left out: an outline out of range, perhaps longitude first',
  },
  'warningNote/too-few-points': { zh: '未采用：图形点数不足', en: 'Left out: an outline with too few points' },
  'warningNote/too-many-points': { zh: '未采用：图形点数过多', en: 'Left out: an outline with too many points' },
  'warningNote/too-complex': { zh: '图形过于复杂，按外框粗略定位', en: 'An outline is too complex: the box around it was used' },
  'warningNote/not-a-time': { zh: '未采用：时间无法读取', en: 'Left out: a time that cannot be read' },
  'warningNote/repeated': { zh: '重复出现，只取第一个', en: 'Given more than once: the first was taken' },
  'warningNote/cut': { zh: '文字过长，已截短', en: 'The text is too long and was cut' },
  'warningNote/unknown-severity': {
    zh: '严重程度不是标准取值，级别按其余内容判定',
    en: 'The severity is no value of the standard: the level was read from the rest',
  },
  'warningNote/expires-before-sent': {
    zh: '未采用：有效期早于发布时间，按未给出有效期处理',
    en: 'Left out: it expires before it was sent, so it counts as giving no end',
  },
  'warningNote/geocode-unnamed': {
    zh: '区划代码没有按标准标明种类，已按行政区划代码读取',
    en: 'An area code without the name of its system: it was read as one of ours',
  },
  'warningNote/signature-unchecked': {
    zh: '报文带有数字签名，本系统不核验，不能作为来源凭据',
    en: 'It carries a signature that is not checked here: no proof of where it comes from',
  },
  'warningNote/no-level': {
    zh: '看不出级别，待所解除的预警到达后补上',
    en: 'Does not tell its level: it waits for the warning that it ends',
  },
  'warningNote/retired-code': { zh: '区划代码已停用，按继任区划处理', en: 'A retired area code: its successor was used' },
  'warningNote/codes-left-out': { zh: '不在名录内的代码过多，未全部列出', en: 'More unknown codes than are listed' },
  'warningNote/references-left-out': { zh: '引用过多，未全部采用', en: 'More references than were taken' },
  'warningNote/reference-unfound': { zh: '引用的预警没有找到', en: 'Refers to a warning that was not found' },
  'warningNote/lifts-nothing': {
    zh: '是解除报文，但没有引用任何预警，没有停止叫应',
    en: 'Lifts a warning without naming it: no calling was stopped',
  },
} satisfies Record<`warningNote/${WarningNoteCode}`, Pair>;

export const warnings = {
  'level/red': { zh: '红色（Ⅰ级/特别严重）', en: 'Red (I, extremely severe)' },
  'level/orange': { zh: '橙色（Ⅱ级/严重）', en: 'Orange (II, severe)' },
  'level/yellow': { zh: '黄色（Ⅲ级/较重）', en: 'Yellow (III, serious)' },
  'level/blue': { zh: '蓝色（Ⅳ级/一般）', en: 'Blue (IV, moderate)' },
  'level/red.sign': { zh: '红', en: 'R' },
  'level/orange.sign': { zh: '橙', en: 'O' },
  'level/yellow.sign': { zh: '黄', en: 'Y' },
  'level/blue.sign': { zh: '蓝', en: 'B' },
  'level/red.grade': { zh: 'Ⅰ级', en: 'I' },
  'level/orange.grade': { zh: 'Ⅱ级', en: 'II' },
  'level/yellow.grade': { zh: 'Ⅲ级', en: 'III' },
  'level/blue.grade': { zh: 'Ⅳ级', en: 'IV' },
  'level/red.title': { zh: '{event}红色预警', en: '{event} red warning' },
  'level/orange.title': { zh: '{event}橙色预警', en: '{event} orange warning' },
  'level/yellow.title': { zh: '{event}黄色预警', en: '{event} yellow warning' },
  'level/blue.title': { zh: '{event}蓝色预警', en: '{event} blue warning' },

  'event/台风': { zh: '台风', en: 'Typhoon' },
  'event/暴雨': { zh: '暴雨', en: 'Rainstorm' },
  'event/大风': { zh: '大风', en: 'Gale' },
  'event/海区大风': { zh: '海区大风', en: 'Marine gale' },
  'event/雷暴大风': { zh: '雷暴大风', en: 'Thunderstorm gale' },
  'event/强对流': { zh: '强对流', en: 'Severe convection' },

  'warnings/in-force': { zh: '在效预警', en: 'Warnings in force' },
  'warnings/none': { zh: '当前没有在效预警', en: 'No warning is in force' },
  'warnings/none.why': {
    zh: '收到的和在此发布的预警会显示在这里。',
    en: 'Warnings that arrive or are issued here show in this place.',
  },
  'warnings/no-incident': { zh: '没有进行中的事件，预警无处可入', en: 'No incident is open, so no warning can enter' },
  'warnings/issued': { zh: '{time} 发布', en: 'Issued {time}' },
  'warnings/version': { zh: '第 {version} 版', en: 'Version {version}' },
  'warnings/areas.joint': { zh: '、', en: ', ' },
  'warnings/areas.more': { zh: '{names} 等 {count} 个区域', en: '{names} and more, {count} areas' },
  'warnings/coarse': { zh: '位置粗略', en: 'Coarse position' },
  'warnings/coarse.why': {
    zh: '报文中的区划代码不在名录内，已按所属县处理',
    en: 'The message names a code we do not hold; its county was used',
  },
  'warnings/unplaced': { zh: '无法定位', en: 'Unplaced' },
  'warnings/unplaced.why': {
    zh: '报文中的区划代码不在名录内：{codes}。不会叫应任何人，请人工核实',
    en: 'The message names codes we do not hold: {codes}. Nobody is called; check it by hand',
  },
  'warnings/note': { zh: '{what}：{where}', en: '{what}: {where}' },
  'warnings/notes.more': { zh: '另有 {count} 处说明', en: '{count} more remarks' },
  'warnings/expired': { zh: '已过有效期', en: 'Expired' },
  'warnings/expired.at': {
    zh: '有效期至 {time}，已过期：不再自动叫应',
    en: 'Valid until {time}, expired: nobody is called by itself any more',
  },
  'warnings/expired.hint': {
    zh: '按预警自带的有效期停止。灾情仍在时，可以继续叫应。',
    en: 'Stopped by the time the warning itself gives. While the danger lasts, calling can go on.',
  },
  'warnings/expired.stopped': { zh: '叫应已停在 {answered} / {owed} 应答', en: 'Calling stopped at {answered} of {owed} answered' },
  'warnings/expired.by-hand': {
    zh: '人工决定继续叫应：应答 {answered} / {owed}',
    en: 'Calling goes on by hand: {answered} of {owed} answered',
  },
  'warnings/expired.mark': { zh: '{title}过期', en: '{title} expired' },
  'warnings/expired.more': { zh: '另有 {count} 条更早过期的', en: '{count} more that expired earlier' },
  'warnings/resume': { zh: '继续叫应', en: 'Go on calling' },
  'warnings/resumed': { zh: '已继续叫应未应答的人', en: 'Those who have not answered are being called again' },
  'warnings/resumed.waits': {
    zh: '已重新打开，等待第二人放行，尚未叫应',
    en: 'Open again; it waits for a second person, nobody is called yet',
  },
  'warnings/order-all-the-same': { zh: '仍然叫应', en: 'Call out all the same' },
  'warnings/merge.proposed': {
    zh: '可能与另一条预警重复：{headline}（{identifier}）。已在叫的人不重复叫，请核对',
    en: 'Likely the same as another warning: {headline} ({identifier}). Whoever is called already is not called again; please check',
  },
  'warnings/merge.merged': {
    zh: '已与另一条预警合并：{headline}（{identifier}），每人只叫一次',
    en: 'Merged with another warning: {headline} ({identifier}); each person is called once',
  },
  'warnings/merge.apart': {
    zh: '与另一条预警分开叫应：{headline}（{identifier}）',
    en: 'Kept apart from another warning: {headline} ({identifier})',
  },
  'double/title': { zh: '疑似同一条预警', en: 'Likely the same warning' },
  'double/what': {
    zh: '{title}：{sender} 与 {other} 各发一条，同类同级、区域重叠、相隔一小时内',
    en: '{title}: from {sender} and from {other}, of one kind and level, with areas in common, within an hour',
  },
  'double/called': {
    zh: '已在叫的人没有再叫；只增加 {count} 人',
    en: 'Whoever is called already was not called again; {count} added',
  },
  'double/called.none': { zh: '已在叫的人没有再叫；没有新增的人', en: 'Whoever is called already was not called again; nobody was added' },
  'double/called.waits': {
    zh: '已在叫的人没有再叫；新增 {count} 人待第二人放行',
    en: 'Whoever is called already was not called again; {count} added, who wait for a release',
  },
  'double/merge': { zh: '合并为一条', en: 'Merge' },
  'double/apart': { zh: '分开叫应…', en: 'Keep apart…' },
  'double/apart.submit': { zh: '分开，再叫一遍', en: 'Keep apart and call again' },
  'double/reason': { zh: '理由（至少 4 个字）：会把已叫过的人再叫一遍', en: 'Reason: people who were called are called again' },
  'double/merged': { zh: '已合并：每人只叫一次', en: 'Merged: each person is called once' },
  'double/kept-apart': { zh: '已分开：后一条预警另行叫应', en: 'Kept apart: the second warning has a call-out of its own' },
  'warnings/called': { zh: '应答 {answered} / {owed}', en: '{answered} of {owed} answered' },
  'warnings/nobody-called': { zh: '未开展叫应', en: 'Nobody was called' },
  'warnings/fly': { zh: '在地图上查看', en: 'Show on the map' },

  'issue/drill': { zh: '这是演练：不会有任何消息发往真实电话。', en: 'This is an exercise: nothing leaves for a real phone.' },
  'issue/actual': { zh: '这是实战事件：提交后会真实叫应。', en: 'This is an actual incident: people will really be called.' },
  'issue/done': { zh: '预警已录入，开始叫应 {count} 人', en: 'The warning is entered; {count} people are being called' },
  'issue/done.waits': {
    zh: '预警已录入，等待第二人放行：{count} 人尚未呼叫',
    en: 'The warning is entered and awaits a second person: none of {count} people is called yet',
  },
  'issue/done.goes-on': {
    zh: '已录入，沿用进行中的叫应（应到 {count} 人），没有新呼叫任何人',
    en: 'Entered; the call-out that runs goes on ({count} people), nobody is newly called',
  },
  'issue/done.nobody': {
    zh: '已录入，没有叫应任何人（{placement}）：请在预警上点“叫应…”看方案',
    en: 'Entered; nobody is called ({placement}): see the plan by “Call out…” at the warning',
  },
  'issue/done.late': {
    zh: '已录入，但更新的版本已经收到：没有叫应任何人',
    en: 'Entered, but a newer version had come in before: nobody is called',
  },
  'issue/done.unread': {
    zh: '已录入，但没有读到叫应情况：请看右侧叫应板',
    en: 'Entered, but how the calling stands could not be read: see the board',
  },
  'issue/done.known': { zh: '这条报文以前已收到，没有再次叫应', en: 'This message had come in before; nobody is called again' },
  'issue/done.stop': {
    zh: '已录入解除报文，{count} 轮叫应已停止',
    en: 'The cancellation is entered; {count, plural, one {# call-out has} other {# call-outs have}} stopped',
  },
  'issue/done.stop-nothing': {
    zh: '已录入解除报文，但没有进行中的叫应因此停止',
    en: 'The cancellation is entered, but no call-out has stopped by it',
  },
  'issue/line': { zh: '第 {line} 行', en: 'line {line}' },
  'placement/exact': { zh: '定位准确', en: 'placed exactly' },
  'placement/coarse': { zh: '位置粗略', en: 'placed coarsely' },
  'placement/unplaced': { zh: '无法定位', en: 'unplaced' },

  ...capReason,
  ...noteWords,
} satisfies Catalogue;
