import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { EditedPolicy, PolicyPreview } from '#contract/policies.ts';
import { act } from '../api/act.ts';
import { ApiRefusal } from '../api/call.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import '../notices/jy-level.ts';
import { explain } from '../words/explain.ts';
import { momentText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { adminApi } from './admin-api.ts';
import { adminStyles } from './admin-styles.ts';
import { callFields } from './call-fields.ts';
import { channelFields } from './channel-fields.ts';
import type { DraftChange, Fields } from './draft-fields.ts';
import './jy-ladder.ts';
import { messageFields } from './message-fields.ts';
import { nightFields } from './night-fields.ts';
import { policyEditorStyles } from './policy-editor-styles.ts';
import { draftOf, isSameRules, type PolicyCell } from './policy-matrix.view.ts';
import { thenFields } from './then-fields.ts';
import { whoFields } from './who-fields.ts';

/** A ladder is asked for once typing has paused for so long. */
const previewAfterMilliseconds = 250;

/** Edits one policy; the server says at every pause what ladder it makes, or what is wrong. Saves nothing by itself. */
@customElement('jy-policy-editor')
export class JyPolicyEditor extends SignalWatcher(LitElement) {
  @property({ attribute: false }) cell!: PolicyCell;
  @property({ type: Boolean, attribute: 'may-edit' }) mayEdit = false;
  @state() private draft!: EditedPolicy;
  @state() private preview: PolicyPreview | null = null;
  @state() private problem: ApiRefusal | null = null;
  @state() private isBusy = false;

  static override styles = [surface, adminStyles, policyEditorStyles];

  #asking: ReturnType<typeof setTimeout> | undefined;
  #asked = 0;
  /** Drafts of policies that were left unsaved. */
  readonly #left = new Map<string, EditedPolicy>();

  override willUpdate(changed: PropertyValues<{ cell: PolicyCell }>): void {
    if (!changed.has('cell')) return;
    this.#leave(changed.get('cell'));
    this.draft = this.#left.get(this.cell.id) ?? draftOf(this.cell);
    this.#left.delete(this.cell.id);
    this.#ask(0);
  }

  /** Looking at another policy does not throw away what was edited: it is there again when one comes back. */
  #leave(before: PolicyCell | undefined): void {
    if (before && before.id !== this.cell.id && !isSameRules(this.draft, draftOf(before))) this.#left.set(before.id, this.draft);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#asking);
  }

  override render() {
    const { cell, draft } = this;
    const fields: Fields = { draft, change: this.#change, isWrong: this.#isWrong };
    return html`
      <section class="card" aria-labelledby="name">
        <header class="row">
          <jy-level level=${cell.level}></jy-level>
          <h2 id="name">${say(`weather/${cell.event ?? 'any'}`)} · ${say(`level/${cell.level}`)}</h2>
          <span class="badge ${cell.standing}">${say(`admin/${cell.standing}`)}</span>
          ${cell.holds.updatedAt ? html`<span class="note">${momentText(new Date(cell.holds.updatedAt), new Date())}</span>` : nothing}
        </header>
        <div class="halves">
          <fieldset ?disabled=${!this.mayEdit}>
            ${whoFields(fields)} ${callFields(fields)} ${channelFields(fields)} ${thenFields(fields)} ${nightFields(fields)}
            ${messageFields(fields)}
          </fieldset>
          <aside>
            <h3>${say('ladder/title')}</h3>
            <jy-ladder aria-live="polite" .preview=${this.preview} .problem=${this.problem ? explain(this.problem) : ''}></jy-ladder>
          </aside>
        </div>
        ${this.mayEdit ? this.#foot() : html`<p class="note">${say('admin/read-only')}</p>`}
      </section>
    `;
  }

  #foot() {
    const isDirty = !isSameRules(this.draft, draftOf(this.cell));
    return html`<footer class="row">
      <button class="action main" ?disabled=${!isDirty || this.isBusy || this.problem !== null} @click=${this.#save}>
        ${say('admin/save')}
      </button>
      <button class="action" ?disabled=${!isDirty || this.isBusy} @click=${this.#undo}>${say('admin/undo')}</button>
      ${
        this.cell.standing === 'edited'
          ? html`<button class="action" ?disabled=${this.isBusy} @click=${this.#reset}>${say('policy/reset')}</button>`
          : nothing
      }
    </footer>`;
  }

  readonly #change: DraftChange = (change) => {
    this.draft = { ...this.draft, ...change };
    this.#ask(previewAfterMilliseconds);
  };

  readonly #isWrong = (path: string) =>
    this.problem?.issues.some((issue) => issue.path === path || issue.path.startsWith(`${path}.`)) ?? false;

  readonly #undo = () => {
    this.draft = draftOf(this.cell);
    this.#ask(0);
  };

  #ask(afterMilliseconds: number): void {
    clearTimeout(this.#asking);
    if (this.mayEdit) this.#asking = setTimeout(() => void this.#look(), afterMilliseconds);
  }

  /** Only the answer to the newest question counts. */
  async #look(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const preview = await adminApi.previewPolicy(this.draft);
      if (asked !== this.#asked) return;
      [this.preview, this.problem] = [preview, null];
    } catch (error) {
      if (asked !== this.#asked) return;
      if (!(error instanceof ApiRefusal)) throw error;
      this.problem = error;
    }
  }

  readonly #save = async () => {
    this.isBusy = true;
    const saved = await act(this, () => adminApi.savePolicy(this.cell.id, this.draft));
    this.isBusy = false;
    if (saved) emit(this, 'jy-policy-saved', null);
  };

  readonly #reset = async () => {
    this.isBusy = true;
    const policy = await act(this, () => adminApi.resetPolicy(this.cell.id));
    this.isBusy = false;
    if (policy) emit(this, 'jy-policy-reset', null);
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-policy-editor': JyPolicyEditor;
  }
  interface HTMLElementEventMap {
    'jy-policy-saved': CustomEvent<null>;
    'jy-policy-reset': CustomEvent<null>;
  }
}
