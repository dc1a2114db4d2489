import type { FieldHousehold, FieldPage, ReachedCall } from '#contract/field.ts';
import { aCall, aFieldCall, noon } from './builders.ts';

const village = '320623102201';

export function aReachedCall(about: Partial<ReachedCall> = {}): ReachedCall {
  const { isOwn: _, sent: _sent, description: _description, instruction: _instruction, keeps: _keeps, ...row } = aFieldCall();
  return { ...row, maskedName: '张**', reach: 'superior', reachedAt: noon, ...about };
}

export function aHousehold(about: Partial<FieldHousehold> = {}): FieldHousehold {
  return {
    householdId: 1,
    areaCode: village,
    areaNameZh: '海防村',
    areaNameEn: 'Haifang Village',
    maskedName: '李**',
    duties: ['guardian'],
    people: 3,
    needs: { wheelchair: 1 },
    categories: { lowLying: 3 },
    shelterNameZh: '洋口中学',
    shelterNameEn: 'Yangkou School',
    position: { lng: 121.03, lat: 32.55 },
    ...about,
  };
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
    readAt: noon,
    totals: { calls: lists.calls.length, answersFor: lists.answersFor.length, households: lists.households.length },
    ...lists,
  };
}
