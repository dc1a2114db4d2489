import type { Catalogue } from './catalogue.ts';

/** The code of the phone that stands beside the password. */
export const secondFactor = {
  'factor/title': { zh: '动态验证码', en: 'Second factor' },
  'factor/asked': {
    zh: '此操作须验证身份。请输入手机验证器应用上的 6 位动态码；本次登录内只问一次。',
    en: 'This needs a second factor. Enter the six digits that your authenticator app shows; asked once after each sign-in.',
  },
  'factor/code': { zh: '6 位动态码', en: 'Six-digit code' },
  'factor/code-or-recovery': { zh: '6 位动态码，或恢复码', en: 'Six-digit code, or a recovery code' },
  'factor/show': { zh: '验证', en: 'Confirm' },
  'factor/none': { zh: '您尚未绑定手机验证器。先输入登录密码。', en: 'You have no authenticator app yet. Enter your password first.' },
  'factor/none-asked': {
    zh: '此操作须动态码验证，您尚未绑定手机验证器。先输入登录密码，然后绑定。',
    en: 'This needs a second factor, and you have no authenticator app yet. Enter your password first, then enrol one.',
  },
  'factor/password': { zh: '登录密码', en: 'Password' },
  'factor/next': { zh: '下一步', en: 'Next' },
  'factor/scan': {
    zh: '用手机验证器应用（支持 TOTP 的任何一种）扫描，再输入它显示的 6 位动态码。',
    en: 'Scan this with an authenticator app (any that knows TOTP), then enter the six digits that it shows.',
  },
  'factor/qr': { zh: '绑定验证器的二维码', en: 'QR code for the authenticator app' },
  'factor/by-hand': { zh: '无法扫描时手工输入密钥：', en: 'Where it cannot be scanned, type this key:' },
  'factor/confirm': { zh: '绑定', en: 'Enrol' },
  'factor/codes': {
    zh: '已绑定。请抄下这 10 个恢复码，妥善保存：手机不在身边时，每个可代替动态码用一次。此后不再显示。',
    en: 'Enrolled. Write these ten recovery codes down and keep them: each stands in for the phone once. They are not shown again.',
  },
  'factor/done': { zh: '已抄下', en: 'I have written them down' },
  'factor/enrolled': {
    zh: '已绑定手机验证器，本次登录已验证。',
    en: 'An authenticator app is enrolled, and its code was shown since you signed in.',
  },
  'factor/codes-left': { zh: '恢复码剩余 {count} 个', en: '{count} recovery codes left' },
  'factor/enrol.again': { zh: '换绑手机', en: 'Enrol another phone' },
} satisfies Catalogue;
