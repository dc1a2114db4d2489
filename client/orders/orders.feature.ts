import { html, nothing } from 'lit';
import type { Order } from '#contract/orders.ts';
import { ordersApi } from '../api/orders-api.ts';
import type { Desk } from '../desk/desk.ts';
import type { DeskPart, Feature } from '../desk/feature.ts';
import { signal } from '../state/signals.ts';
import { Pace } from '../ui/pace.ts';
import './jy-order-list.ts';
import { ordersKey } from './orders.view.ts';

/** Whoever got an order may answer by the hundred: how far it is is asked for this often at most. */
const readEveryMilliseconds = 1_000;

/** What the orders say, which is in no log, and how far each is: read whenever a fact tells that there is something new. */
class Orders implements DeskPart {
  readonly list = signal<readonly Order[]>([]);
  readonly #desk: Desk;
  readonly #pace = new Pace(readEveryMilliseconds);
  #read = '';

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  incidentChosen(): void {
    this.list.set([]);
    this.#read = '';
  }

  worldChanged(): void {
    const key = ordersKey(this.#desk.store.world);
    if (key === this.#read) return;
    this.#read = key;
    // What could not be read is read with the next answer; the numbers of the facts stand there meanwhile.
    if (key !== '') this.#pace.run(() => void this.#readList().catch(() => this.list.set([])));
  }

  deskClosed(): void {
    this.#pace.stop();
  }

  async #readList(): Promise<void> {
    const list = await this.#desk.ask((id) => ordersApi.ofIncident(id), []);
    if (list) this.list.set(list);
  }
}

/** Orders of the incident, and how far each is. */
export const ordersFeature: Feature<Orders> = {
  part: (desk) => new Orders(desk),
  left: ({ desk, world }) =>
    world ? html`<jy-order-list .orders=${desk.part(ordersFeature).list.get()}></jy-order-list>` : html`${nothing}`,
};
