import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds: from an answer out of memory to the longest that anybody waits. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** What nobody described is counted as one: a path that a stranger makes up must not become a series of its own. */
export const unknownOperation = 'unknown';

/** What this process counts and times of itself, for a Prometheus that asks. Nothing in it tells of a person. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = new Histogram({
    name: 'jiaoying_http_request_seconds',
    help: 'Requests of the HTTP interface, by the operation and its status',
    labelNames: ['operation', 'status'],
    buckets,
    registers: [this.registry],
  });
  readonly #events = new Histogram({
    name: 'jiaoying_socket_event_seconds',
    help: 'Events of screens and pages over their live links, by what became of them',
    labelNames: ['event', 'outcome'],
    buckets,
    registers: [this.registry],
  });
  readonly #transactions = new Histogram({
    name: 'jiaoying_transaction_seconds',
    help: 'Transactions of the database, from taking a connection to giving it back',
    labelNames: ['outcome'],
    buckets,
    registers: [this.registry],
  });
  readonly #retries = new Counter({
    name: 'jiaoying_transaction_retries_total',
    help: 'Transactions that were run again, by the code of PostgreSQL that ended them (40001, 40P01)',
    labelNames: ['code'],
    registers: [this.registry],
  });

  /** Memory, processor, open files, garbage collection and how late the event loop is. Once in a process. */
  watchProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  request(operation: string, status: number, seconds: number): void {
    this.#requests.observe({ operation, status }, seconds);
  }

  event(event: string, outcome: 'ok' | 'refused' | 'failed', seconds: number): void {
    this.#events.observe({ event, outcome }, seconds);
  }

  transaction(outcome: 'committed' | 'rolledBack', seconds: number): void {
    this.#transactions.observe({ outcome }, seconds);
  }

  retry(code: string): void {
    this.#retries.inc({ code });
  }

  /** A number that is read anew each time somebody asks; with a label, one for each of its values. */
  gauge(about: { name: string; help: string; label?: string }): { set: (values: ReadonlyMap<string, number> | number) => void } {
    const { label } = about;
    const gauge = new Gauge({ ...about, name: `jiaoying_${about.name}`, labelNames: label ? [label] : [], registers: [this.registry] });
    return {
      set(values) {
        if (typeof values === 'number') return gauge.set(values);
        gauge.reset();
        for (const [value, number] of values) gauge.set({ [label!]: value }, number);
      },
    };
  }
}
