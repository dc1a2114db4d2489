import type { Fact } from '../contract/facts.ts';

/** A scope prefix sees facts for everyone, facts of its own area and facts of areas below it. */
export function isVisible(fact: Pick<Fact, 'areaCode'>, areaPrefix: string): boolean {
  return fact.areaCode === null || fact.areaCode.startsWith(areaPrefix);
}
