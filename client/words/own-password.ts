import type { Catalogue } from './catalogue.ts';

/** A password of one's own: asked for at the first sign-in, or changed because somebody wants to. */
export const ownPassword = {
  'password/title': { zh: '修改密码', en: 'Change password' },
  'password/choose': { zh: '设定自己的密码', en: 'Choose your password' },
  'password/why': {
    zh: '{name}，您当前的密码由管理员设定。请换成只有您自己知道的密码，然后进入系统。',
    en: '{name}, an administrator set your present password. Replace it by one that you alone know, then go on.',
  },
  'password/current': { zh: '当前密码', en: 'Present password' },
  'password/next': { zh: '新密码', en: 'New password' },
  'password/again': { zh: '再输入一次新密码', en: 'New password again' },
  'password/differ': { zh: '两次输入的新密码不一致', en: 'The two new passwords differ' },
  'password/wrong-current': { zh: '当前密码不对', en: 'The present password is wrong' },
  'password/set': { zh: '设定并进入', en: 'Set and go on' },
  'password/save': { zh: '保存', en: 'Save' },
  'password/busy': { zh: '正在保存…', en: 'Saving…' },
  'password/ends-others': { zh: '修改后，您在其他设备上的登录将失效。', en: 'Your sessions on other devices end with it.' },
  'password/changed': { zh: '密码已修改', en: 'Your password was changed' },
} satisfies Catalogue;
