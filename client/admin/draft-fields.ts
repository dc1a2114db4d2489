import type { EditedPolicy } from '#contract/policies.ts';

export type Change = (change: Partial<EditedPolicy>) => void;

/** What a part of the editor draws from, and how it says that something changed. */
export interface Fields {
  draft: EditedPolicy;
  change: Change;
  isWrong: (path: string) => boolean;
}
