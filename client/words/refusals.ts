import type { RefusalCode } from '#contract/refusals.ts';
import type { Pair } from './catalogue.ts';

/** What to tell the person for every refusal the server knows: what happened, then what to do. */
export const refusals = {
  'request/invalid': { zh: '填写的内容不符合要求，请按提示更正', en: 'Something in the request is not valid; correct what is listed' },
  'request/too-large': { zh: '内容过大，请缩小后再试', en: 'Too large; make it smaller and try again' },
  'request/unsupported-type': { zh: '不支持这种内容格式', en: 'This content type or encoding is not supported' },
  'request/not-found': { zh: '没有这个地址', en: 'There is nothing at this address' },
  'request/foreign-origin': { zh: '请求来自其他网站，已拒绝', en: 'The request came from another site and was refused' },
  'request/too-many': { zh: '请求过于频繁，请稍候再试', en: 'Too many requests; wait a little and try again' },
  'server/not-ready': { zh: '服务正在启动，请稍候', en: 'The server is still starting; wait a moment' },
  'server/failed': {
    zh: '服务器出错，已记录。请重试，仍不行请联系管理员',
    en: 'The server failed and logged it. Try again, then call the administrator',
  },
  'session/required': { zh: '登录已失效，请重新登录', en: 'You are no longer signed in; sign in again' },
  'session/wrong-credentials': { zh: '用户名或密码不对', en: 'Wrong user name or password' },
  'session/locked': {
    zh: '多次输错，账号已暂时锁定，请 15 分钟后再试',
    en: 'Too many wrong attempts; the account is locked for 15 minutes',
  },
  'session/not-allowed': { zh: '您的角色没有这项权限', en: 'Your role does not allow this' },
  'area/outside': { zh: '不在您的管辖范围内', en: 'Outside your area' },
  'area/unknown': { zh: '没有这个区划代码', en: 'No such area' },
  'incident/unknown': { zh: '没有这个事件', en: 'No such incident' },
  'incident/outside-area': { zh: '该事件不在您的管辖范围内', en: 'That incident is outside your area' },
  'incident/closed': { zh: '事件已经结束', en: 'The incident is closed' },
  'incident/clock-is-wall': {
    zh: '实战事件使用真实时间，时钟不可更改',
    en: 'An actual incident runs on real time; its clock cannot be changed',
  },
  'warning/malformed': { zh: '预警报文不符合 CAP 1.2，请按提示更正', en: 'The message is not valid CAP 1.2; see what is listed' },
  'warning/doctype': { zh: '报文含有 DOCTYPE，出于安全已拒绝', en: 'The message has a DOCTYPE and was refused for safety' },
  'warning/mode-mismatch': {
    zh: '演练或测试报文不能进入实战事件，请换到演练事件',
    en: 'An exercise or test message cannot enter an actual incident; choose an exercise',
  },
  'warning/conflict': { zh: '同一编号的报文已存在，但内容不同', en: 'A different message with the same identifier is already here' },
  'warning/unknown': { zh: '没有这条预警', en: 'No such warning' },
  'call-out/unknown': { zh: '没有这个叫应轮次', en: 'No such call-out' },
  'call/unknown': { zh: '没有这个叫应对象', en: 'No such call' },
  'call/not-yours': { zh: '这个叫应不由您应答', en: 'This call is not yours to answer' },
  'receipt/conflict': { zh: '同一回执编号已用于另一内容', en: 'That receipt number was already used for something else' },
  'token/invalid': { zh: '链接无效，请索取新的链接', en: 'The link is not valid; ask for a new one' },
  'token/expired': { zh: '链接已过期，请索取新的链接', en: 'The link has expired; ask for a new one' },
  'layer/unknown': { zh: '没有这个图层', en: 'No such layer' },
  'person/unknown': { zh: '没有这个人员', en: 'No such person' },
  'record/unknown': { zh: '没有这条记录', en: 'No such record' },
  'typhoon/unknown': { zh: '没有这个台风', en: 'No such typhoon' },
  'hazard/unknown': { zh: '没有这处隐患', en: 'No such hazard' },
  'hazard/unowned': { zh: '隐患尚未指定责任人，不能进入下一步', en: 'The hazard has no owner yet; name one first' },
  'hazard/not-reviewed': { zh: '隐患未经复核，不能销账', en: 'The hazard has not been reviewed and cannot be closed' },
} satisfies Record<RefusalCode, Pair>;
