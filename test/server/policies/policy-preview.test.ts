import { describe, expect, it } from 'vitest';
import { defaultRules } from '../../../server/policies/policies.rules.ts';
import { previewed } from '../../../server/policies/policies.commands.ts';

describe('the preview of an edited policy', () => {
  const edited = { ...defaultRules('red'), event: null, level: 'red' } as const;

  it('is the ladder that a call-out would be stamped with', () => {
    const { ladder, hasDoor } = previewed(edited);
    const own = Array<string[]>(4).fill(['self']);
    expect(ladder.map(({ reaches }) => reaches)).toEqual([...own, ['deputy', 'superior'], ['superior'], ['superior']]);
    expect(hasDoor).toBe(true);
  });

  it('refuses what could not be saved', () => {
    expect(() => previewed({ ...edited, answerWithinMinutes: 0 })).toThrow('policy/zero-delay');
    expect(() => previewed({ ...edited, then: [['door'], ['superior']] })).toThrow('policy/cycle');
  });
});
