import { deadEndKinds, type DeadEnd, type DeadEndKind, type TreeProof } from '#contract/tree-proof.ts';

export interface KindCount {
  kind: DeadEndKind;
  count: number;
}

/** The kinds that were found, gravest first. */
export function kindCounts({ counts }: Pick<TreeProof, 'counts'>): KindCount[] {
  return deadEndKinds.flatMap((kind) => (counts[kind] ? [{ kind, count: counts[kind] }] : []));
}

export function totalOf(proof: Pick<TreeProof, 'counts'>): number {
  return kindCounts(proof).reduce((sum, { count }) => sum + count, 0);
}

/** broken: something was found. untested: nothing was, and nothing has shown that the links work. whole: nothing was, and all are known to. */
export type TreeVerdict = 'broken' | 'untested' | 'whole';

/** What the proof is worth: records without a fault are no proof that anybody can be reached. */
export function verdictOf(proof: Pick<TreeProof, 'counts' | 'lastCheck'>): TreeVerdict {
  if (totalOf(proof) > 0) return 'broken';
  return isUntested(proof) ? 'untested' : 'whole';
}

/** Whether some of those who hold a post were never reached by anything, or nobody has looked. */
export function isUntested({ lastCheck }: Pick<TreeProof, 'lastCheck'>): boolean {
  return lastCheck === null || lastCheck.asked === 0 || lastCheck.neverReached > 0;
}

export function ofKind(deadEnds: readonly DeadEnd[], kind: DeadEndKind | null): readonly DeadEnd[] {
  return kind === null ? deadEnds : deadEnds.filter((end) => end.kind === kind);
}

/** Kinds without which somebody cannot be called at all; the others weaken the tree. */
const cutting: readonly DeadEndKind[] = ['noLivingPath', 'brokenSuperior', 'orphanVillage'];

export function isGrave(kind: DeadEndKind): boolean {
  return cutting.includes(kind);
}
