import type { LinkClaim } from '#contract/field.ts';
import type { Database, Row } from '../../../server/kernel/db/db.ts';
import type { TokenSeal } from '../../../server/kernel/security/signed-token.ts';
import type { FilledCity } from './filled-city.ts';

/** What an operation is asked with. */
export interface Asking {
  /** Values of the parameters of its path, in their order. */
  ids?: (string | number)[];
  query?: Record<string, string>;
  body?: unknown;
  contentType?: string;
  headers?: Record<string, string>;
  /** Who asks, where it is not the first of the usual users who may. */
  as?: string;
  /** Absent: what the operation answers when all is well. */
  status?: number;
}

/** What askings are made of: the city as it is filled, and what of it they are about. */
export class Askable {
  readonly #database: Database;
  readonly #links: TokenSeal<LinkClaim>;
  readonly city: FilledCity;
  readonly now: Date;
  readonly watchKey: string;

  constructor(database: Database, about: { city: FilledCity; links: TokenSeal<LinkClaim>; now: Date; watchKey: string }) {
    this.#database = database;
    this.#links = about.links;
    this.city = about.city;
    this.now = about.now;
    this.watchKey = about.watchKey;
  }

  get kind(): Database['kind'] {
    return this.#database.kind;
  }

  get key(): Record<string, string> {
    return { authorization: `Bearer ${this.watchKey}` };
  }

  async rows<T extends Row>(sql: string, values: unknown[] = []): Promise<T[]> {
    return this.#database.asOwner((tx) => tx.query<T>(sql, values));
  }

  /** The first column of the first row. */
  async one<T extends string | number>(sql: string, values: unknown[] = []): Promise<T> {
    const [row] = await this.rows(sql, values);
    if (!row) throw new Error(`Nothing to ask about: ${sql}`);
    return Object.values(row)[0] as T;
  }

  /** Calls of the great call-out that still wait, the last ones first: their ladders have not moved. */
  async silent(count = 1): Promise<{ id: string; personId: number }[]> {
    return this.rows(
      `select id, person_id as "personId" from call where call_out_id = $1 and state = 'silent' and not need_help and post_id is not null
       order by number desc limit $2`,
      [this.city.callOutId, count],
    );
  }

  async silentId(): Promise<string> {
    return (await this.silent())[0]!.id;
  }

  /** The header of somebody who shows a link. */
  linked(claim: { callId?: string; personId: number }): Record<string, string> {
    return { authorization: `Bearer ${this.#links.seal(claim as LinkClaim, this.now)}` };
  }
}

export type Askings = Record<string, (askable: Askable) => Asking | Promise<Asking>>;
