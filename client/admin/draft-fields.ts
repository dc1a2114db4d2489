import type { EditedPolicy } from '#contract/policies.ts';

export type DraftChange = (change: Partial<EditedPolicy>) => void;

/** What a part of the editor draws from, and how it says that something changed. */
export interface Fields {
  draft: EditedPolicy;
  change: DraftChange;
  isWrong: (path: string) => boolean;
}
