import { LitElement, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import '../orders/jy-order-list.ts';
import { ordersKey } from '../orders/orders.view.ts';
import { SignalWatcher } from '../state/signals.ts';
import { Pace } from '../ui/pace.ts';
import type { Desk } from './desk.ts';

/** Whoever got an order may answer by the hundred: how far it is is asked for this often at most. */
const readEveryMilliseconds = 1_000;

/** Reads what orders say, which is in no log, and how far each is, whenever a fact tells that there is something new. */
@customElement('jy-orders')
export class JyOrders extends SignalWatcher(LitElement) {
  @property({ attribute: false }) desk!: Desk;

  readonly #pace = new Pace(readEveryMilliseconds);
  #read = '';

  protected override createRenderRoot() {
    return this;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pace.stop();
  }

  override willUpdate(): void {
    const key = ordersKey(this.desk.store.world);
    if (key === this.#read) return;
    this.#read = key;
    // What could not be read is read with the next answer; the numbers of the facts stand there meanwhile.
    if (key !== '') this.#pace.run(() => void this.desk.readOrders().catch(() => this.desk.orders.set([])));
  }

  override render() {
    return html`<jy-order-list .orders=${this.desk.orders.get()}></jy-order-list>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-orders': JyOrders;
  }
}
