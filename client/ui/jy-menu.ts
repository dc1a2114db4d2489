import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { surface } from './surface.ts';

export interface MenuItem {
  id: string;
  text: string;
  /** A second, quieter word at the end of the line. */
  detail?: string;
  checked?: boolean;
  /** A line above sets it apart. */
  apart?: boolean;
}

/** A button (its slot) with a list of choices below it: arrow keys move, Esc and a click elsewhere close. */
@customElement('jy-menu')
export class JyMenu extends LitElement {
  @property() label = '';
  @property({ attribute: false }) items: readonly MenuItem[] = [];
  @query('[popover]') private readonly list!: HTMLElement;
  @query('.opener') private readonly opener!: HTMLElement;

  static override styles = [
    surface,
    css`
      :host {
        display: inline-block;
        min-width: 0;
      }
      .opener {
        max-width: 100%;
        border-radius: 6px;
      }
      [popover] {
        position: fixed;
        inset: auto;
        margin: 0;
        min-width: 200px;
        max-width: min(440px, calc(100vw - 16px));
        max-height: 60vh;
        overflow: auto;
        padding: 4px;
        border: 1px solid var(--jy-edge);
        border-radius: 8px;
        background: var(--jy-panel);
        color: var(--jy-text);
        box-shadow: var(--jy-shadow);
      }
      [role='menuitemradio'] {
        display: grid;
        grid-template-columns: 16px 1fr auto;
        gap: 8px;
        align-items: center;
        width: 100%;
        min-height: 34px;
        padding: 4px 10px 4px 6px;
        border-radius: 6px;
        font-size: 13px;
      }
      [role='menuitemradio']:hover,
      [role='menuitemradio']:focus-visible {
        background: var(--jy-raised);
      }
      small {
        font-size: 12px;
        color: var(--jy-dim);
      }
      hr {
        border: 0;
        border-top: 1px solid var(--jy-line);
        margin: 4px 0;
      }
    `,
  ];

  override render() {
    return html`
      <button class="opener" aria-haspopup="menu" title=${ifDefined(this.label || undefined)} @click=${this.#open}>
        <slot></slot>
      </button>
      <div popover role="menu" aria-label=${this.label} @keydown=${this.#move}>${this.items.map(this.#line)}</div>
    `;
  }

  readonly #line = (item: MenuItem) => html`
    ${item.apart ? html`<hr />` : nothing}
    <button role="menuitemradio" aria-checked=${item.checked === true} @click=${() => this.#choose(item.id)}>
      <span aria-hidden="true">${item.checked ? '✓' : ''}</span
      ><span>${item.text}</span>${item.detail ? html`<small>${item.detail}</small>` : nothing}
    </button>
  `;

  #open(): void {
    this.dispatchEvent(new CustomEvent('jy-menu-open'));
    const { left, bottom } = this.opener.getBoundingClientRect();
    this.list.showPopover();
    this.list.style.top = `${bottom + 4}px`;
    this.list.style.left = `${Math.max(8, Math.min(left, window.innerWidth - this.list.offsetWidth - 8))}px`;
    (this.#choices.find((choice) => choice.ariaChecked === 'true') ?? this.#choices[0])?.focus();
  }

  #choose(id: string): void {
    this.list.hidePopover();
    this.dispatchEvent(new CustomEvent('jy-menu-choose', { detail: id }));
  }

  get #choices(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>('[role="menuitemradio"]')];
  }

  #move(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const choices = this.#choices;
    const at = choices.indexOf(this.shadowRoot?.activeElement as HTMLElement);
    choices[(at + step + choices.length) % choices.length]?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-menu': JyMenu;
  }
  interface HTMLElementEventMap {
    'jy-menu-open': CustomEvent<null>;
    'jy-menu-choose': CustomEvent<string>;
  }
}
