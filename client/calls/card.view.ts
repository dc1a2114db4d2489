import type { Attempt, CallDetails, Receipt } from '#contract/call-details.ts';

/** One thing that happened to a call. alarm: needs a person. dim: it did not reach anybody. */
export type CardTone = 'plain' | 'done' | 'alarm' | 'rising' | 'dim';

export type CardEntry = { key: string; at: string; tone: CardTone } & (
  | { kind: 'attempt'; attempt: Attempt }
  | { kind: 'receipt'; receipt: Receipt }
  | { kind: 'escalated'; escalated: CallDetails['escalatedTo'][number] }
  | { kind: 'door'; door: NonNullable<CallDetails['doorCheck']>; isClosing: boolean }
  | { kind: 'note'; note: CallDetails['notes'][number] }
);

/** Everything that was tried and said about a call, the newest first. */
export function cardEntries(call: CallDetails): CardEntry[] {
  return [
    ...call.attempts.map(attemptEntry),
    ...call.receipts.map(receiptEntry),
    ...call.escalatedTo.map((escalated) => ({
      key: `e${escalated.personId} ${escalated.at}`,
      at: escalated.at,
      tone: 'rising' as const,
      kind: 'escalated' as const,
      escalated,
    })),
    ...doorEntries(call),
    ...call.notes.map((note) => ({ key: `n${note.id}`, at: note.at, tone: 'plain' as const, kind: 'note' as const, note })),
  ].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
}

const lost: readonly string[] = ['failed', 'withdrawn', 'unknown'];

function attemptEntry(attempt: Attempt): CardEntry {
  const tone = attempt.state === 'unknown' ? 'alarm' : lost.includes(attempt.state) ? 'dim' : 'plain';
  return { key: `a${attempt.id}`, at: attempt.at, tone, kind: 'attempt', attempt };
}

function receiptEntry(receipt: Receipt): CardEntry {
  const isAlarm = receipt.kind === 'needHelp' || receipt.kind === 'cannot';
  return { key: `r${receipt.id}`, at: receipt.at, tone: receipt.isReplaced ? 'dim' : isAlarm ? 'alarm' : 'done', kind: 'receipt', receipt };
}

function doorEntries({ doorCheck: door }: CallDetails): CardEntry[] {
  if (!door) return [];
  const opened: CardEntry = { key: 'door', at: door.openedAt, tone: 'alarm', kind: 'door', door, isClosing: false };
  if (!door.closedAt) return [opened];
  return [opened, { key: 'door closed', at: door.closedAt, tone: 'done', kind: 'door', door, isClosing: true }];
}

/** What a receipt counts, in the order in which the field page asks. */
export const countedParts = ['moved', 'sheltered', 'withRelatives', 'refused', 'absent'] as const;

export function countsOf({ counts }: Pick<Receipt, 'counts'>): { part: (typeof countedParts)[number]; count: number }[] {
  return countedParts.flatMap((part) => (counts?.[part] === undefined ? [] : [{ part, count: counts[part] }]));
}
