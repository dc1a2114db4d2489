import type { NoticeWords } from '../contract/notices.ts';
import type { MessageTemplate } from '../contract/policies.ts';
import { renderMessage, type MessageWords } from '../policies/message.rules.ts';

/** What the message of a call is made of. */
export interface ScriptWords extends Pick<MessageWords, 'mode' | 'level'> {
  words: NoticeWords;
  template: MessageTemplate;
  areaNameZh: string;
  areaNameEn: string;
}

/**
 * What somebody reads out who calls by hand: the words that the person was sent, since two wordings of one notice are two notices to
 * whoever hears both. How to answer is asked for, and nobody can hear a link.
 */
export function phoneScript({ template, areaNameZh, areaNameEn, words, ...said }: ScriptWords): MessageTemplate {
  return {
    zh: renderMessage(template, { ...said, ...words.zh, area: areaNameZh, reply: '', link: '' }, 'zh'),
    en: renderMessage(template, { ...said, ...words.en, area: areaNameEn, reply: '', link: '' }, 'en'),
  };
}
