import type { Catalogue } from './catalogue.ts';

/** Why a message did not go out, or why nobody knows whether it did. */
export const failures = {
  'failure/noAddress': { zh: '没有号码或地址', en: 'No number or address' },
  'failure/malformedAddress': { zh: '号码或地址格式有误', en: 'Malformed number or address' },
  'failure/noGateway': { zh: '通道未接网关', en: 'The channel has no gateway' },
  'failure/unbound': { zh: '未连上短信中心', en: 'Not connected to the SMS centre' },
  'failure/lost': { zh: '发送途中连接中断', en: 'Connection lost while sending' },
  'failure/timeout': { zh: '网关未按时答复', en: 'The gateway did not answer in time' },
  'failure/unreachable': { zh: '网关连接不上', en: 'The gateway cannot be reached' },
  'failure/unresolved': { zh: '找不到网关地址', en: "The gateway's address cannot be found" },
  'failure/login': { zh: '网关不接受登录', en: 'The gateway does not accept the sign-in' },
  'failure/tls': { zh: '与网关的加密连接失败', en: 'The encrypted connection to the gateway failed' },
  'failure/failed': { zh: '发送出错', en: 'Sending went wrong' },
  'failure/smtp': { zh: '邮件服务器答复 {status}', en: 'The mail server answered {status}' },
  'failure/smpp': { zh: '短信中心答复 {status}', en: 'The SMS centre answered {status}' },
  'failure/http': { zh: '网关答复 {status}', en: 'The gateway answered {status}' },
  'failure/other': { zh: '发送出错（{code}）', en: 'Sending went wrong ({code})' },
} satisfies Catalogue;
