import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Policy } from '#contract/policies.ts';
import { warningLevels } from '#contract/warnings.ts';
import { act } from '../api/act.ts';
import { SignalWatcher } from '../state/signals.ts';
import { surface } from '../ui/surface.ts';
import { toast } from '../ui/toast.ts';
import '../notices/jy-level.ts';
import { say } from '../words/words.ts';
import { adminApi } from './admin-api.ts';
import { adminStyles } from './admin-styles.ts';
import './jy-policy-editor.ts';
import { policyRows, type PolicyCell } from './policy-matrix.view.ts';

/** Policies by weather and level: what holds where, and the editor of the one that is chosen. */
@customElement('jy-policies')
export class JyPolicies extends SignalWatcher(LitElement) {
  @property({ type: Boolean, attribute: 'may-edit' }) mayEdit = false;
  @state() private policies: readonly Policy[] = [];
  @state() private chosen = 'any-red';

  static override styles = [
    surface,
    adminStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(380px, 440px) minmax(0, 1fr);
        gap: 16px;
        align-items: start;
      }
      .matrix {
        position: sticky;
        top: 0;
      }
      th[scope='col'] {
        text-align: center;
      }
      th[scope='row'] {
        color: var(--jy-text);
        font-weight: 400;
      }
      td {
        padding: 3px;
      }
      td button {
        width: 100%;
        min-height: 40px;
        padding: 2px 4px;
        border: 1px solid var(--jy-line);
        border-radius: 6px;
        text-align: center;
        font-size: 12px;
        line-height: 1.3;
        color: var(--jy-dim);
      }
      td button.edited {
        border-color: var(--jy-accent);
        color: var(--jy-accent);
      }
      td button:hover {
        border-color: var(--jy-edge);
        color: var(--jy-text);
      }
      td button[aria-pressed='true'] {
        background: var(--jy-raised);
        box-shadow: inset 0 0 0 2px var(--jy-accent);
        color: var(--jy-text);
      }
      .note {
        margin-top: 12px;
      }
      @media (max-width: 1000px) {
        :host {
          grid-template-columns: minmax(0, 1fr);
        }
        .matrix {
          position: static;
        }
        .matrix.card {
          padding: 8px;
        }
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#read();
  }

  override render() {
    const rows = policyRows(this.policies);
    const cell = rows.flatMap(({ cells }) => cells).find(({ id }) => id === this.chosen);
    return html`
      <section class="card matrix" aria-label=${say('policy/matrix')}>
        <table>
          <thead>
            <tr>
              <th scope="col">${say('policy/weather')}</th>
              ${warningLevels.map((level) => html`<th scope="col"><jy-level level=${level}></jy-level></th>`)}
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ event, cells }) =>
                html`<tr>
                  <th scope="row">${say(`weather/${event ?? 'any'}`)}</th>
                  ${cells.map((each) => html`<td>${this.#cell(each)}</td>`)}
                </tr>`,
            )}
          </tbody>
        </table>
        <p class="note">${say('policy/default-note')}</p>
        <p class="note">${say('policy/running-keep')}</p>
      </section>
      ${
        cell
          ? html`<jy-policy-editor
              .cell=${cell}
              ?may-edit=${this.mayEdit}
              @jy-policy-saved=${this.#saved}
              @jy-policy-reset=${this.#reset}
            ></jy-policy-editor>`
          : nothing
      }
    `;
  }

  #cell({ id, event, level, standing }: PolicyCell) {
    const name = `${say(`weather/${event ?? 'any'}`)} · ${say(`level/${level}`)}`;
    return html`<button
      class=${standing}
      aria-pressed=${id === this.chosen}
      aria-label="${name}: ${say(`admin/${standing}`)}"
      @click=${() => (this.chosen = id)}
    >
      ${standing === 'inherited' ? '—' : say(`admin/${standing}`)}
    </button>`;
  }

  async #read(): Promise<void> {
    const policies = await act(this, adminApi.policies);
    if (policies) this.policies = policies;
  }

  readonly #saved = async () => {
    toast(say('admin/saved'), 'done');
    await this.#read();
  };

  readonly #reset = async () => {
    toast(say('policy/reset.done'), 'done');
    await this.#read();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-policies': JyPolicies;
  }
}
