import type { HazardType } from '#contract/registers.ts';

export interface HazardKind {
  type: HazardType;
  count: number;
  /** The share that is graded serious. */
  seriousShare: number;
}

/** The published 7,584 by type; the shares of the types are ours. */
export const hazardKinds: readonly HazardKind[] = [
  { type: 'waterlogging', count: 1_946, seriousShare: 0.04 },
  { type: 'dilapidatedHouse', count: 1_612, seriousShare: 0.07 },
  { type: 'sluice', count: 874, seriousShare: 0.06 },
  { type: 'highRisk', count: 866, seriousShare: 0.05 },
  { type: 'lightning', count: 738, seriousShare: 0.02 },
  { type: 'underground', count: 486, seriousShare: 0.05 },
  { type: 'chemicalStorage', count: 402, seriousShare: 0.16 },
  { type: 'riverDyke', count: 352, seriousShare: 0.12 },
  { type: 'seaDyke', count: 294, seriousShare: 0.14 },
  { type: 'slope', count: 14, seriousShare: 0.3 },
];
