import { afterEach, describe, expect, it } from 'vitest';
import { receiptsFor, receiptWords } from '../../../client/notices/answer-words.ts';
import { locale } from '../../../client/words/words.ts';

afterEach(() => locale.set('zh-CN'));

describe('what may be recorded for whoever answers by telephone', () => {
  it('is what the notice asks for', () => {
    expect(receiptsFor('warning')).toEqual(['heard', 'onPost', 'acting', 'done', 'needHelp', 'cannot']);
    expect(receiptsFor('order')).toEqual(['heard', 'acting', 'done', 'cannot', 'needHelp']);
    expect(receiptsFor('check')).toEqual(['heard']);
    expect(receiptsFor()).toEqual(receiptsFor('warning'));
  });

  it('is said in the words of the notice, in both languages', () => {
    const said = () => [receiptWords('heard'), ...receiptsFor('order').map((kind) => receiptWords(kind, 'order'))];
    expect(said()).toEqual(['已收到', '已接受', '进行中', '完成', '无法执行', '需要支援']);
    locale.set('en');
    expect(said().slice(1)).toEqual(['accepted', 'under way', 'done', 'declined', receiptWords('needHelp')]);
  });
});
