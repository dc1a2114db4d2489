import type { RefusalCode } from '#contract/refusals.ts';
import type { Pair } from './catalogue.ts';

/** What to tell the person for the refusals that the responder's page may meet as well: it must stay small. */
export const fieldRefusals = {
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
  'server/database-silent': {
    zh: '数据库没有响应，这一步未能确认保存。请稍候重试；紧急时改用电话',
    en: 'The database does not answer: this is not known to be saved. Try again in a moment; telephone if it is urgent',
  },
  'server/no-room': {
    zh: '服务器的存储空间已满，这一步没有保存。请通知管理员，稍候重试；紧急时改用电话',
    en: 'The server has run out of disk space: this was not saved. Tell the administrator and try again; telephone if it is urgent',
  },
  'server/too-slow': {
    zh: '这次查询耗时过长，已中止。请缩小范围或稍后重试',
    en: 'This took too long to look up and was given up. Narrow it down, or try again in a moment',
  },
  'session/required': { zh: '登录已失效，请重新登录', en: 'You are no longer signed in; sign in again' },
  'session/wrong-credentials': { zh: '用户名或密码不对', en: 'Wrong user name or password' },
  'session/locked': {
    zh: '多次输错，账号已暂时锁定，请 15 分钟后再试',
    en: 'Too many wrong attempts; the account is locked for 15 minutes',
  },
  'session/not-allowed': { zh: '您的角色没有这项权限', en: 'Your role does not allow this' },
  'incident/unknown': { zh: '没有这个事件', en: 'No such incident' },
  'log/put-back': {
    zh: '服务器数据已恢复到较早的副本，正在重新读取',
    en: 'The server’s data was put back to an earlier copy; reading it anew',
  },
  'incident/outside-area': { zh: '该事件不在您的管辖范围内', en: 'That incident is outside your area' },
  'incident/closed': {
    zh: '事件已经结束，只能查看。仍有危险请直接打电话',
    en: 'The incident is closed and can only be read. Telephone if anybody is still in danger',
  },
  'incident/set-apart': {
    zh: '该事件的日志已损坏，事件已隔离，不能重新开启。请另建事件',
    en: 'The log of this incident is damaged: it is set apart and cannot be reopened. Open another one',
  },
  'incident/not-closed': { zh: '事件没有结束，无须重新开启', en: 'The incident is open; there is nothing to reopen' },
  'incident/same-person': {
    zh: '您已申请重新开启，须由另一人同意',
    en: 'You have asked for it already; a second person has to agree',
  },
  'incident/clock-is-wall': {
    zh: '实战事件使用真实时间，时钟不可更改',
    en: 'An actual incident runs on real time; its clock cannot be changed',
  },
  'call/unknown': { zh: '没有这个叫应对象', en: 'No such call' },
  'call/not-yours': { zh: '这个叫应不由您应答', en: 'This call is not yours to answer' },
  'receipt/too-many': {
    zh: '这一叫应的回执发得过于频繁，稍后会自动重发。求助不受限制',
    en: 'Too many answers to this call; this one is sent again in a while. Calls for help are never held back',
  },
  'receipt/conflict': { zh: '同一回执编号已用于另一内容', en: 'That receipt number was already used for something else' },
  'receipt/unknown': { zh: '没有这条回执', en: 'No such receipt' },
  'photo/not-an-image': {
    zh: '这不是照片，请选择 JPEG、PNG 或 WebP 图片',
    en: 'This is not a photo; choose a JPEG, PNG or WebP picture',
  },
  'photo/too-many-pixels': {
    zh: '照片尺寸过大（超过 5000 万像素），请换一张',
    en: 'The photo has more than 50 million pixels; choose a smaller one',
  },
  'photo/too-many': { zh: '这个叫应的照片已达上限', en: 'This call already holds as many photos as it may' },
  'photo/unknown': { zh: '这条回执没有照片', en: 'That receipt has no photo' },
  'token/invalid': { zh: '链接无效，请索取新的链接', en: 'The link is not valid; ask for a new one' },
  'token/expired': { zh: '链接已过期，请索取新的链接', en: 'The link has expired; ask for a new one' },
  'token/revoked': { zh: '链接已被收回，请索取新的链接', en: 'The link was withdrawn; ask for a new one' },
  'person/unknown': { zh: '没有这个人员', en: 'No such person' },
  'help/unknown': { zh: '没有这条求援，或不在您的管辖范围内', en: 'No such call for help, or it is outside your area' },
  'help/taken': { zh: '这条求援已由他人接办', en: 'Somebody else has taken this call for help' },
  'help/wrong-state': { zh: '这条求援的状态已变化，请看最新情况', en: 'This call for help has changed meanwhile; see how it stands' },
  'help/asked-again': {
    zh: '此人已再次求援，请在新的一条上处理',
    en: 'Help was asked for again since; go on with the newer call for help',
  },
  'help/no-reason': { zh: '关闭求援须写明原因', en: 'Closing a call for help needs a reason' },
} satisfies Partial<Record<RefusalCode, Pair>>;
