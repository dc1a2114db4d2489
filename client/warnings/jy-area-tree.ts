import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { repeat } from 'lit/directives/repeat.js';
import type { AreaCode } from '#contract/areas.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { inputs } from '../ui/inputs.ts';
import { surface } from '../ui/surface.ts';
import { countText, nameOf } from '../words/format.ts';
import { say } from '../words/words.ts';
import { peopleIn, rowsOf, tickOf, type AreaTree, type Chosen, type TreeRow } from './area-tree.view.ts';

const noTree: AreaTree = { root: null, byCode: new Map() };

/** Chooses areas: city, counties, townships with a tick of three states. One stop of the Tab key; arrows walk, Space ticks. */
@customElement('jy-area-tree')
export class JyAreaTree extends SignalWatcher(LitElement) {
  @property({ attribute: false }) tree: AreaTree = noTree;
  @property({ attribute: false }) chosen: Chosen = new Set();
  /** People who would be called, by area. */
  @property({ attribute: false }) counts: ReadonlyMap<AreaCode, number> = new Map();
  @property({ type: Boolean }) fixed = false;
  @state() private opened: ReadonlySet<AreaCode> = new Set();
  @state() private search = '';
  @state() private active: AreaCode | null = null;

  static override styles = [
    surface,
    inputs,
    css`
      [role='tree'] {
        max-height: 232px;
        margin-top: 6px;
        overflow: auto;
        border: 1px solid var(--jy-line);
        border-radius: 6px;
        background: var(--jy-ground);
      }
      [role='treeitem'] {
        display: flex;
        gap: 6px;
        align-items: center;
        min-height: 28px;
        padding-right: 8px;
        font-size: 13px;
        cursor: pointer;
      }
      [role='treeitem']:hover {
        background: var(--jy-raised);
      }
      [role='treeitem']:focus-visible {
        outline-offset: -2px;
      }
      [aria-disabled='true'] {
        cursor: default;
      }
      .fold {
        display: grid;
        place-items: center;
        width: 22px;
        height: 26px;
        color: var(--jy-dim);
      }
      .tick {
        display: grid;
        place-items: center;
        width: 17px;
        height: 17px;
        border: 1.5px solid var(--jy-border);
        border-radius: 4px;
        color: var(--jy-accent-ink);
      }
      .tick.all,
      .tick.some {
        border-color: var(--jy-accent);
        background: var(--jy-accent);
      }
      .people {
        margin-left: auto;
        font-size: 12px;
        color: var(--jy-dim);
      }
      p {
        padding: 8px 10px;
      }
    `,
  ];

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('tree') && this.tree.root && this.opened.size === 0) this.opened = new Set([this.tree.root.area.code]);
  }

  override render() {
    const rows = rowsOf(this.tree, this.opened, this.search);
    const active = rows.find(({ node }) => node.area.code === this.active) ?? rows[0];
    return html`
      <input
        type="search"
        aria-label=${say('form/areas.search')}
        placeholder=${say('form/areas.search')}
        .value=${this.search}
        @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)}
        @keydown=${this.#searched}
      />
      <div
        role="tree"
        aria-label=${say('form/areas')}
        aria-multiselectable="true"
        @keydown=${(event: KeyboardEvent) => this.#keyed(event, rows)}
      >
        ${repeat(
          rows,
          ({ node }) => node.area.code,
          (row) => this.#row(row, row === active),
        )}
        ${rows.length === 0 ? html`<p class="empty">${say('form/areas.none', { text: this.search })}</p>` : nothing}
      </div>
    `;
  }

  #row({ node, depth, isOpen }: TreeRow, isActive: boolean) {
    const { area } = node;
    const tick = tickOf(node, this.chosen);
    const people = peopleIn(node, this.counts);
    return html`<div
      role="treeitem"
      data-code=${area.code}
      tabindex=${isActive ? 0 : -1}
      aria-level=${depth + 1}
      aria-checked=${tick === 'some' ? 'mixed' : tick === 'all' ? 'true' : 'false'}
      aria-expanded=${ifDefined(isOpen === null ? undefined : isOpen ? 'true' : 'false')}
      aria-disabled=${this.fixed ? 'true' : 'false'}
      style="padding-left: ${4 + depth * 18}px"
      @click=${() => this.#toggle(area.code)}
      @focus=${() => (this.active = area.code)}
    >
      <span class="fold" @click=${(event: Event) => this.#fold(event, area.code)}>
        ${isOpen === null ? nothing : icon(isOpen ? 'chevronDown' : 'chevronRight', 14)}
      </span>
      <span class="tick ${tick}">${tick === 'none' ? nothing : icon(tick === 'all' ? 'check' : 'minus', 13)}</span>
      <span>${nameOf(area)}</span>
      ${people === undefined ? nothing : html`<span class="people">${say('prediction/people', { count: countText(people) })}</span>`}
    </div>`;
  }

  #toggle(code: AreaCode): void {
    this.active = code;
    if (!this.fixed) emit(this, 'jy-area-toggled', code);
  }

  #fold(event: Event, code: AreaCode): void {
    event.stopPropagation();
    this.#open(code, !this.opened.has(code));
  }

  #open(code: AreaCode, isOpen: boolean): void {
    const opened = new Set(this.opened);
    if (isOpen) opened.add(code);
    else opened.delete(code);
    this.opened = opened;
  }

  /** Down leads into the list; Escape empties the box before it closes anything. */
  readonly #searched = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && this.search !== '') {
      event.stopPropagation();
      this.search = '';
    }
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus();
  };

  #keyed(event: KeyboardEvent, rows: readonly TreeRow[]): void {
    const at = rows.findIndex(({ node }) => node.area.code === this.active);
    const row = rows[Math.max(0, at)];
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const { code } = row.node.area;
    const steps: Partial<Record<string, () => unknown>> = {
      ArrowDown: () => this.#focus(rows[at + 1]),
      ArrowUp: () => this.#focus(rows[at - 1]),
      Home: () => this.#focus(rows[0]),
      End: () => this.#focus(rows.at(-1)),
      ArrowRight: () => (row.isOpen === false ? this.#open(code, true) : row.isOpen && this.#focus(rows[at + 1])),
      ArrowLeft: () => (row.isOpen ? this.#open(code, false) : this.#focus(rows.find(({ node }) => node === row.node.parent))),
      ' ': () => this.#toggle(code),
      Enter: () => this.#toggle(code),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  }

  #focus(row: TreeRow | undefined): void {
    if (!row) return;
    this.active = row.node.area.code;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[data-code="${row.node.area.code}"]`)?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-area-tree': JyAreaTree;
  }
  interface HTMLElementEventMap {
    /** An area was clicked that is to be chosen, or no longer. */
    'jy-area-toggled': CustomEvent<AreaCode>;
  }
}
