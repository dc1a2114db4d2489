import { areaPrefix } from '../contract/areas.ts';
import { watchdogKind } from '../contract/incidents.ts';
import type { LedgerEntryKind, LedgerFilter } from '../contract/ledger.ts';

/** Conditions of one statement. Their values are added to the statement's own, so that several parts of it may have conditions. */
export class Conditions {
  readonly #values: unknown[];
  readonly #texts: string[] = [];

  /** `values`: those that the statement names already, from `$1`; grows. */
  constructor(values: unknown[]) {
    this.#values = values;
  }

  /** Adds the condition when there is a value; `?` stands for it. */
  and(value: unknown, condition: string): this {
    if (value === undefined) return this;
    this.#values.push(value);
    this.#texts.push(condition.replaceAll('?', `$${this.#values.length}`));
    return this;
  }

  get text(): string {
    return this.#texts.map((text) => ` and ${text}`).join('');
  }
}

/**
 * Which calls: `c` call, `o` its call-out, `p` its post or null for a household. The watchdog's test calls, thousands a day, are left out
 * unless their incident or call-out is named.
 */
export function ofCalls(conditions: Conditions, filter: LedgerFilter): Conditions {
  return conditions
    .and((filter.incident ?? filter.callOut) ? undefined : watchdogKind, `c.incident_id not in (select id from incident where kind = ?)`)
    .and(filter.incident, `c.incident_id = ?::uuid`)
    .and(filter.callOut, `c.call_out_id = ?::uuid`)
    .and(filter.area && areaPrefix(filter.area), `(starts_with(c.area_code, ?) or starts_with(c.tally_code, ?))`)
    .and(filter.level, `o.level = ?`)
    .and(filter.postKind, `coalesce(p.kind, 'household') = ?`)
    .and(filter.state, `c.state = ?`);
}

const columnsOf = { attempt: ['a.queued_at', 'a.channel'], receipt: ['r.received_at', 'r.via'] } as const;

/** Which attempts `a`, or which receipts `r`: none of those that were not asked for. */
export function ofEntries(conditions: Conditions, filter: LedgerFilter, entry: LedgerEntryKind): Conditions {
  const [time, channel] = columnsOf[entry];
  return conditions
    .and(filter.channel, `${channel} = ?`)
    .and(filter.from, `${time} >= ?::timestamptz`)
    .and(filter.to, `${time} < ?::timestamptz`)
    .and(filter.entry, `?::text = '${entry}'`);
}
