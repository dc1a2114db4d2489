import type { FieldPage, ReachedCall } from '#contract/field.ts';
import { aCall, aFieldCall, noon } from './builders.ts';

const village = '320623102201';

export function aReachedCall(about: Partial<ReachedCall> = {}): ReachedCall {
  const { isOwn: _, sent: _sent, description: _d, instruction: _i, message: _message, keeps: _keeps, ...row } = aFieldCall();
  return { ...row, maskedName: '张**', reach: 'superior', reachedAt: noon, ...about };
}

/** A page of one call that is owed, unless the test says otherwise; the totals follow the lists. */
export function aFieldPage(about: Partial<FieldPage> = {}): FieldPage {
  const lists = { calls: [aFieldCall({ call: aCall() })], answersFor: [], households: [], ...about };
  return {
    me: {
      personId: 1,
      maskedName: '王**',
      areaCode: village,
      areaNameZh: '海防村',
      areaNameEn: 'Haifang Village',
      synthetic: true,
    },
    officer: null,
    readAt: noon,
    totals: { calls: lists.calls.length, answersFor: lists.answersFor.length, households: lists.households.length },
    ...lists,
  };
}
