import type { FactBody, FactKind } from './facts.ts';

/**
 * The form in which each kind of fact is written now; what is stored without a number is of the first. A form that has been written is
 * never changed: whoever changes what a kind says gives it the next number here and a step below.
 */
export const factVersions: Record<FactKind, number> = {
  'incident.put': 1,
  'warning.put': 1,
  'order.put': 1,
  'callOut.put': 1,
  'calls.put': 1,
  'help.put': 1,
  'replies.put': 1,
  'layer.put': 2,
};

/** What stands in the log: of any release, therefore of any form. */
export interface StoredBody {
  kind: string;
  v?: number;
  [field: string]: unknown;
}

/** As it is stored: the form only where it is not the first. */
export function storedBody(body: FactBody): StoredBody {
  const v = factVersions[body.kind];
  return v === 1 ? body : { v, ...body };
}

/**
 * The newest form of what a log holds, whichever release has written it. Every reader of a log reads through this; the hash is over the
 * text as it is stored, which nothing changes.
 */
export function upcast({ v = 1, ...stored }: StoredBody): FactBody {
  const step = steps[stored.kind];
  return (step ? step(stored, v) : stored) as FactBody;
}

type Step = (stored: StoredBody, version: number) => StoredBody;

const steps: Readonly<Record<string, Step | undefined>> = {
  'warning.put': (stored) => ({ ...stored, warning: wholeWarning(stored.warning as Fields) }),
  'calls.put': (stored) => ({ ...stored, tally: { cannot: 0, unrousedHouseholds: 0, ...(stored.tally as Fields) } }),
  'layer.put': (stored, version) => (version === 1 ? namedRows(stored) : stored),
};

type Fields = Record<string, unknown>;

/** Earlier releases knew no expiry and no notes, and not that a likely double can be decided. */
function wholeWarning(warning: Fields): Fields {
  const merge = warning.merge as Fields | null | undefined;
  return { expired: false, notes: [], ...warning, merge: merge ? { state: 'proposed', ...merge } : null };
}

/** The lists whose positions the first form of `layer.put` wrote, as they were then. Frozen: they say what old logs mean. */
const firstLists: Readonly<Record<string, Readonly<Record<string, readonly string[]>> | undefined>> = {
  hazards: {
    category: [
      ...['waterlogging', 'dilapidatedHouse', 'riverDyke', 'seaDyke', 'sluice', 'slope', 'chemicalStorage', 'lightning', 'highRisk'],
      ...['underground', 'other'],
    ],
    state: ['found', 'registered', 'graded', 'assigned', 'controlled', 'rectified', 'reviewed', 'closed'],
  },
};

function namedRows(stored: StoredBody): StoredBody {
  const lists = firstLists[stored.layerId as string] ?? {};
  const rows = (stored.rows as Fields[]).map((row) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([name, value]) => {
        if (name === 'id') return [[name, value]];
        const slug = lists[name]?.[value as number];
        return slug === undefined ? [] : [[name, slug]];
      }),
    ),
  );
  return { ...stored, rows };
}
