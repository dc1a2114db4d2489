import { describe, expect, it } from 'vitest';
import { answersTo } from '#contract/notice-answers.ts';
import { scriptAsks } from '../../../client/calls/call-script.view.ts';

describe('the script of a telephone call', () => {
  it.each(['warning', 'order', 'check', 'test'] as const)('offers every answer to a %s, and no other', (kind) => {
    expect(new Set(scriptAsks(kind).answers.map(([, answer]) => answer))).toEqual(new Set(answersTo[kind]));
  });

  it('asks of an order whether it is accepted, and of a check nothing but whether it is heard', () => {
    expect(scriptAsks('order').question).toBe('script/question.words.order');
    expect(scriptAsks('check').question).toBe('script/question.words.check');
    expect(scriptAsks()).toEqual(scriptAsks('warning'));
  });
});
