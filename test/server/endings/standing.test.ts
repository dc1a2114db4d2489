import { describe, expect, it } from 'vitest';
import type { WarningId } from '#contract/warnings.ts';
import { isHeldByOthers } from '../../../server/endings/standing.rules.ts';

const named = (name: string) => name as WarningId;
const version = (id: string, supersedes: string[], state: 'inForce' | 'superseded' | 'ended' = 'inForce') => ({
  id: named(id),
  supersedes: supersedes.map(named),
  ...{ state, expired: false },
});

describe('the earlier versions of a warning that is ended', () => {
  const alert = version('alert', [], 'superseded');

  it('are its own where nothing else stands on them', () => {
    expect(isHeldByOthers(named('update'), [named('alert')], [alert, version('update', ['alert'])])).toBe(false);
  });

  it('belong to another update of the same alert as well, also to one of that', () => {
    const sibling = version('sibling', ['alert']);
    expect(isHeldByOthers(named('update'), [named('alert')], [alert, version('update', ['alert']), sibling])).toBe(true);
    const later = [version('sibling', ['alert'], 'superseded'), version('nephew', ['sibling'])];
    expect(isHeldByOthers(named('update'), [named('alert')], [alert, ...later])).toBe(true);
  });

  it('are free of what is over itself', () => {
    for (const over of [version('sibling', ['alert'], 'ended'), { ...version('sibling', ['alert']), expired: true }])
      expect(isHeldByOthers(named('update'), [named('alert')], [alert, over])).toBe(false);
  });
});
