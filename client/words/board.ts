import type { AttemptPurpose, AttemptState, ChannelId, GatewayOutcome } from '#contract/channels.ts';
import type { EscalationStep, LeftReason } from '#contract/call-details.ts';
import type { AnsweredBy, CallLevel, QualityFlag } from '#contract/calls.ts';
import type { Reach } from '#contract/policies.ts';
import type { Catalogue, Pair } from './catalogue.ts';

const channel = {
  'channel/inApp': { zh: '应用内', en: 'In the app' },
  'channel/sms': { zh: '短信', en: 'SMS' },
  'channel/voice': { zh: '语音电话', en: 'Voice call' },
  'channel/chat': { zh: '即时通信', en: 'Chat' },
  'channel/mail': { zh: '邮件', en: 'Mail' },
  'channel/sheet': { zh: '纸质叫应单', en: 'Call sheet' },
  'channel/exercise': { zh: '演练通道（不外发）', en: 'Exercise (nothing leaves)' },
} satisfies Record<`channel/${ChannelId}`, Pair>;

const outcome = {
  'outcome/queued': { zh: '待发', en: 'Queued' },
  'outcome/sending': { zh: '发送中', en: 'Sending' },
  'outcome/sent': { zh: '已发出', en: 'Sent' },
  'outcome/shown': { zh: '已送达设备', en: 'Shown on the device' },
  'outcome/failed': { zh: '发送失败', en: 'Failed' },
  'outcome/withdrawn': { zh: '已撤回', en: 'Withdrawn' },
  'outcome/unknown': { zh: '结果不明：可能已发出', en: 'Unknown: it may have left' },
  'outcome/accepted': { zh: '网关已受理', en: 'Accepted by the gateway' },
  'outcome/delivered': { zh: '已送达', en: 'Delivered' },
  'outcome/answered': { zh: '已接听', en: 'Picked up' },
  'outcome/noAnswer': { zh: '无人接听', en: 'No answer' },
  'outcome/rejected': { zh: '拒接', en: 'Rejected' },
  'outcome/voicemail': { zh: '语音信箱（不算应答）', en: 'Voicemail (not an answer)' },
  'outcome/hungUp': { zh: '未听完即挂断', en: 'Hung up before the end' },
  'outcome/invalidNumber': { zh: '号码无效', en: 'Invalid number' },
  'outcome/off': { zh: '关机或停机', en: 'Off or suspended' },
  'outcome/expired': { zh: '超时未达', en: 'Expired' },
  'outcome/undeliverable': { zh: '无法送达', en: 'Undeliverable' },
  'outcome/simulated': { zh: '演练模拟', en: 'Simulated' },
} satisfies Record<`outcome/${AttemptState | GatewayOutcome}`, Pair>;

const reach = {
  'reach/self': { zh: '本人', en: 'The person' },
  'reach/deputy': { zh: '副手', en: 'Deputy' },
  'reach/superior': { zh: '上级', en: 'Superior' },
  'reach/door': { zh: '上门', en: 'At the door' },
  'reach/assignee': { zh: '转交对象', en: 'Handed over to' },
} satisfies Record<`reach/${Reach}`, Pair>;

const by = {
  'by/self': { zh: '本人应答', en: 'in person' },
  'by/deputy': { zh: '副手代答', en: 'by the deputy' },
  'by/superior': { zh: '上级代答', en: 'by the superior' },
  'by/door': { zh: '上门确认', en: 'at the door' },
  'by/assignee': { zh: '转交人代答', en: 'by who took over' },
  'by/desk': { zh: '值班代为登记', en: 'by the desk' },
  'by/household': { zh: '按户应答', en: 'for the household' },
} satisfies Record<`by/${AnsweredBy}`, Pair>;

const purpose = {
  'purpose/call': { zh: '呼叫', en: 'Call' },
  'purpose/reminder': { zh: '催办', en: 'Reminder' },
  'purpose/allClear': { zh: '解除通知', en: 'All-clear' },
} satisfies Record<`purpose/${AttemptPurpose}`, Pair>;

const flag = {
  'flag/manyFromDevice': { zh: '同一设备一分钟内应答了多人', en: 'One device answered for many people within a minute' },
  'flag/beforeDelivery': { zh: '消息尚未送达就已应答', en: 'Answered before anything had reached the person' },
  'flag/noLaterAction': { zh: '应答后一直没有行动', en: 'Answered, and nothing done since' },
  'flag/deviceClock': { zh: '手机时间不可信，按收到时间计', en: 'The phone’s clock is wrong: counted from arrival' },
  'flag/countsDoubted': {
    zh: '所报人数远超登记，未计入合计，请电话核对',
    en: 'Tells of far more people than are registered: in no sum. Ask back by telephone',
  },
} satisfies Record<`flag/${QualityFlag}`, Pair>;

const left = {
  'left/answered': { zh: '{count} 人已应答', en: '{count} have answered' },
  'left/spent': { zh: '{count} 人的升级阶梯已走完', en: 'of {count} the ladder is spent' },
  'left/awaitingRelease': { zh: '{count} 人的叫应待放行，尚未呼叫', en: '{count} await the release, nobody is called yet' },
  'left/queued': { zh: '{count} 人的上一次呼叫仍在排队', en: 'of {count} the last call still waits to leave' },
  'left/noWay': { zh: '{count} 人没有可用渠道', en: '{count} cannot be reached by any channel' },
  'left/replaced': { zh: '{count} 人已按新版预警重新叫应', en: '{count} were called again for a newer version' },
  'left/over': { zh: '{count} 人的叫应已结束', en: 'of {count} the call-out has ended' },
  'left/outside': { zh: '{count} 人不在你的辖区', en: '{count} are of another area' },
} satisfies Record<`left/${LeftReason}`, Pair>;

const step = {
  'step/redial': { zh: '{count} 人再呼本人', en: '{count} are rung again' },
  'step/others': { zh: '{count} 人改呼副手或上级', en: 'for {count} a deputy or superior is rung' },
  'step/door': { zh: '{count} 人阶梯走完，转上门', en: 'for {count} the ladder ends: somebody goes to the door' },
} satisfies Record<`step/${EscalationStep}`, Pair>;

const level = {
  'filter/city': { zh: '市', en: 'City' },
  'filter/county': { zh: '县（市、区）', en: 'County' },
  'filter/township': { zh: '镇街', en: 'Township' },
  'filter/village': { zh: '村社区', en: 'Village' },
  'filter/household': { zh: '户', en: 'Household' },
} satisfies Record<`filter/${CallLevel}`, Pair>;

/** The call board down to the person, the person's card, and what the desk does about calls. */
export const board = {
  'board/views': { zh: '看法', en: 'Views' },
  'board/view.tree': { zh: '区域', en: 'By area' },
  'board/view.people': { zh: '人员', en: 'People' },
  'board/widen': { zh: '加宽叫应板', en: 'Widen the board' },
  'board/narrow': { zh: '收窄叫应板', en: 'Narrow the board' },
  'board/people.reading': { zh: '正在读取名单…', en: 'Reading the list…' },
  'board/people.failed': { zh: '名单读取失败，点此重试', en: 'The list could not be read; press to try again' },
  'board/people.nobody': { zh: '这里没有需要应答的人', en: 'Nobody here owes an answer' },
  'board/people.count': { zh: '显示 {shown} / {all} 人', en: '{shown} of {all} people' },
  'board/people.count-so-far': { zh: '已读取 {count} 人…', en: '{count} people read so far…' },
  'board/people.some-failed': {
    zh: '{count} 个区域读取失败，重试',
    en: '{count, plural, one {# area} other {# areas}} could not be read; try again',
  },
  'board/alarms': { zh: '{count} 人求助或无法执行', en: '{count} need help or cannot act' },
  'board/marked': { zh: '已选 {count} 人', en: '{count} marked' },
  'board/phone-end': { zh: '手机尾号 {end}', en: 'phone ending in {end}' },
  'board/number': { zh: '第 {number} 号', en: 'no. {number}' },
  'board/area-silent': { zh: '{area}：{count} 人未应答', en: '{area}: {count} silent' },
  'board/unmark': { zh: '取消选择', en: 'Unmark' },

  'filter/by.standing': { zh: '状态', en: 'State' },
  'filter/by.level': { zh: '层级', en: 'Level' },
  'filter/by.postKind': { zh: '岗位', en: 'Post' },
  'filter/by.channel': { zh: '渠道', en: 'Channel' },
  'filter/find': {
    zh: '找人：姓、序号、尾号、村镇或其拼音首字母、岗位',
    en: 'Find: family name, number, end of phone, place, post',
  },
  'filter/clear': { zh: '清除筛选', en: 'Clear the filters' },
  'filter/owing': { zh: '沉默（全部）', en: 'Silent (all)' },
  'filter/silent': { zh: '未应答', en: 'Silent' },
  'filter/escalated': { zh: '已升级', en: 'Escalated' },
  'filter/unroused': { zh: '未叫醒', en: 'Unroused' },
  'filter/answered': { zh: '已应答', en: 'Answered' },
  'filter/needHelp': { zh: '需要支援', en: 'Need help' },
  'filter/cannot': { zh: '无法执行', en: 'Cannot act' },
  'filter/doubtful': { zh: '回执存疑', en: 'Doubtful answers' },

  'deed/callAgain': { zh: '再次呼叫', en: 'Call again' },
  'deed/callAgain.why': { zh: '立即按第一步的渠道再叫一次', en: 'Call once more, now, over the channels of the first step' },
  'deed/counting': { zh: '正在核对 {count} 人…', en: 'Looking at {count} people…' },
  'deed/callAgain.sure': { zh: '将立即再次呼叫 {count} 人。', en: '{count} people will be called again now.' },
  'deed/callAgain.yes': { zh: '再次呼叫 {count} 人', en: 'Call {count} again' },
  'deed/callAgain.done': { zh: '已发出再次呼叫：{count} 人', en: '{count} queued to be called again' },
  'deed/callAgain.none': { zh: '没有人可以再次呼叫', en: 'Nobody can be called again' },
  'deed/answer': { zh: '代为登记', en: 'Answer by hand' },
  'deed/answer.why': { zh: '登记电话、对讲或当面确认的回执', en: 'Record what was confirmed by phone, radio or face to face' },
  'deed/answer.one': { zh: '回执须逐人确认后登记', en: 'Answers are confirmed and recorded one by one' },
  'deed/escalateNow': { zh: '立即升级', en: 'Escalate now' },
  'deed/escalateNow.why': { zh: '不再等待，立即走下一步', en: 'Take the next step of the ladder without waiting' },
  'deed/escalateNow.sure': {
    zh: '{count} 名沉默人员将立即各走下一步，不再等待：',
    en: 'Each of {count} silent people takes the next step now, without waiting:',
  },
  'deed/escalateNow.yes': { zh: '升级 {count} 人', en: 'Escalate {count}' },
  'deed/escalateNow.done': { zh: '{count} 人各走了一步', en: '{count} took their next step' },
  'deed/escalateNow.none': { zh: '没有人可以升级', en: 'Nobody can be escalated' },
  'deed/escalate-all': { zh: '升级全部沉默', en: 'Escalate all silent' },
  'deed/reassign': { zh: '转交', en: 'Hand over' },
  'deed/reassign.why': { zh: '交给另一位已应答的责任人去叫', en: 'Let somebody who is awake reach them' },
  'deed/reassign.done': { zh: '已转交 {count} 人', en: '{count} handed over' },
  'deed/reassign.none': { zh: '没有转交任何人', en: 'Nobody was handed over' },
  'deed/note': { zh: '备注', en: 'Note' },
  'deed/note.why': { zh: '在叫应记录上写一条备注', en: 'Write a line on the card' },
  'deed/note.done': { zh: '已写入 {count} 条备注', en: '{count, plural, one {# note} other {# notes}} written' },
  'deed/print': { zh: '打印叫应单', en: 'Print call sheets' },
  'deed/print.why': { zh: '给线路不通的人：默认只印未应答的', en: 'For whom no line reaches: the silent only, unless you say otherwise' },
  'deed/note.none': { zh: '没有写入备注', en: 'No note was written' },
  'offer/again': { zh: '再次呼叫这 {count} 人', en: 'Call these {count} again' },
  'offer/unroused': { zh: '未叫醒名单：上门或逐人打电话', en: 'List of the unroused: door or telephone' },
  'offer/sheets': { zh: '打印叫应单', en: 'Print call sheets' },
  'deed/nobody': { zh: '没有选中人员', en: 'Nobody is marked' },
  'deed/nobody-silent': { zh: '没有沉默的人', en: 'Nobody is silent' },
  'deed/all-answered': { zh: '选中的人都已应答', en: 'Everybody marked has answered' },

  'card/story': { zh: '叫应经过', en: 'What happened' },
  'card/refresh': { zh: '重新读取', en: 'Read again' },
  'card/nothing-yet': { zh: '尚未呼叫', en: 'Nothing was tried yet' },
  'script/title': { zh: '电话脚本', en: 'What to say on the telephone' },
  'script/who': { zh: '报明身份', en: 'Say who is calling' },
  'script/who.words': { zh: '您好，这里是应急指挥中心，我是{by}。', en: 'This is the emergency command centre, {by} speaking.' },
  'script/message': { zh: '念出预警（与所发消息同文）', en: 'Read the warning (as it was sent)' },
  'script/question': { zh: '问', en: 'Ask' },
  'script/question.words': {
    zh: '您听清楚了吗？能不能照办？您和身边的人需要帮助吗？请复述一遍要做的事。',
    en: 'Did you understand? Can you do it? Do you or anybody with you need help? Please repeat what you will do.',
  },
  'script/digits': { zh: '按答复登记（与短信数字相同）', en: 'Record the answer (digits as in the message)' },
  'card/silent-for': { zh: '已沉默 {span}', en: 'silent for {span}' },
  'card/called-at': { zh: '{time} 首次呼叫', en: 'first called {time}' },
  'card/rung': { zh: '第 {rung} 步', en: 'step {rung}' },
  'card/together': { zh: '一条消息合并告知 {count} 人', en: 'one message that names {count}' },
  'card/held': { zh: '此人刚收到消息，暂缓，{at} 合并发出', en: 'held back: written to a moment ago, leaves with others at {at}' },
  'card/heard-seconds': { zh: '听了 {seconds} 秒', en: '{seconds} s heard' },
  'card/note': { zh: '备注', en: 'Note' },
  'card/household': { zh: '户：{who}', en: 'household {who}' },
  'card/replaced': { zh: '已被更正，不再计数', en: 'corrected later, counts no longer' },
  'card/photo': { zh: '查看照片', en: 'Photo' },
  'card/position': { zh: '位置 {lng}, {lat}', en: 'at {lng}, {lat}' },
  'card/escalated': { zh: '升级到', en: 'Escalated to' },
  'card/distance': { zh: '{kilometers} 公里', en: '{kilometers} km' },
  'door/open': { zh: '派人上门', en: 'Sent to the door' },
  'door/done': { zh: '上门已完成', en: 'Door check done' },
  'door/withdrawn': { zh: '上门已撤回', en: 'Door check withdrawn' },
  'door/refused': { zh: '{count} 人拒绝转移，待劝导', en: '{count} refuse to leave: to be persuaded' },
  'door/unreachable': { zh: '{count} 人联系不上，待寻找', en: '{count} cannot be found: to be looked for' },
  'door/nobody': { zh: '无人可派，请转交', en: 'Nobody to send: hand it over' },
  'via/desk': { zh: '值班席', en: 'Duty desk' },
  'count/moved': { zh: '已转移 {count}', en: '{count} moved' },
  'count/sheltered': { zh: '已安置 {count}', en: '{count} sheltered' },
  'count/withRelatives': { zh: '投亲靠友 {count}', en: '{count} with relatives' },
  'count/refused': { zh: '拒绝 {count}', en: '{count} refused' },
  'count/absent': { zh: '不在家 {count}', en: '{count} absent' },

  'help/board.move': { zh: '叫应板：移动、展开、收起', en: 'Call board: move, unfold, fold' },
  'help/board.enter': { zh: '叫应板：打开叫应记录', en: 'Call board: open the card' },
  'help/board.mark': { zh: '叫应板：选择一人、连选、全选', en: 'Call board: mark one, a range, all' },
  'help/board.act': {
    zh: '叫应板：再次呼叫、代为登记、立即升级、转交、备注',
    en: 'Call board: call again, answer by hand, escalate, hand over, note',
  },

  'note/title': { zh: '写备注', en: 'Write a note' },
  'note/for': { zh: '写在 {count} 条叫应记录上', en: 'On {count} cards' },
  'note/submit': { zh: '写入', en: 'Write' },
  'reassign/title': { zh: '转交', en: 'Hand over' },
  'reassign/for': { zh: '把 {count} 人交给：', en: 'Hand {count} people over to:' },
  'reassign/search': { zh: '按地点、岗位查找', en: 'Find by place or post' },
  'reassign/nobody': {
    zh: '附近还没有人应答；打开其他镇的名单后可选',
    en: 'Nobody around has answered yet; open another township to choose from it',
  },
  'reassign/why': {
    zh: '只列出已应答的人：他们醒着，电话是通的。转交后立即呼叫对方，对方可以代答；原责任人仍可自己应答。',
    en: 'Only people who have answered are listed: they are awake and can be reached. They are called at once and may answer; the person may still answer too.',
  },
  'reassign/near.0': { zh: '同村', en: 'same village' },
  'reassign/near.1': { zh: '同镇', en: 'same township' },
  'reassign/near.2': { zh: '同县', en: 'same county' },
  'reassign/near.3': { zh: '外地', en: 'elsewhere' },
  'reassign/answered-at': { zh: '{time} 应答', en: 'answered {time}' },
  'reassign/submit': { zh: '转交', en: 'Hand over' },

  ...channel,
  ...outcome,
  ...reach,
  ...by,
  ...purpose,
  ...flag,
  ...level,
  ...left,
  ...step,
} satisfies Catalogue;
