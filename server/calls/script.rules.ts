import type { MessageTemplate } from '../contract/policies.ts';
import { renderMessage, type MessageWords } from '../policies/message.rules.ts';

/** What the message of a call is made of. */
export interface ScriptWords extends Pick<MessageWords, 'mode' | 'level' | 'event' | 'headline' | 'instruction'> {
  template: MessageTemplate;
  areaNameZh: string;
  areaNameEn: string;
}

/**
 * What somebody reads out who calls by hand: the words that the person was sent, since two wordings of one warning are two warnings to
 * whoever hears both. How to answer is asked for, and nobody can hear a link.
 */
export function phoneScript({ template, areaNameZh, areaNameEn, ...said }: ScriptWords): MessageTemplate {
  const words = { ...said, reply: '', link: '' };
  return {
    zh: renderMessage(template, { ...words, area: areaNameZh }, 'zh'),
    en: renderMessage(template, { ...words, area: areaNameEn }, 'en'),
  };
}
