import type { CallOut } from '#contract/calls.ts';
import type { Incident } from '#contract/incidents.ts';
import type { Warning } from '#contract/warnings.ts';

/** What somebody wants to end, or to open again, before a reason was given. */
export type EndingWanted =
  | { kind: 'callOut'; callOut: CallOut; title: string; silent: number }
  | { kind: 'warning'; warning: Warning }
  | { kind: 'closing'; incident: Incident }
  | { kind: 'reopening'; incident: Incident };

/** With its reason; `allClear` for a call-out. */
export interface EndingDecided {
  reason: string;
  allClear: boolean;
}

declare global {
  interface HTMLElementEventMap {
    'jy-end-wanted': CustomEvent<EndingWanted>;
    'jy-end-decided': CustomEvent<EndingDecided>;
    'jy-end-close': CustomEvent<null>;
  }
}
