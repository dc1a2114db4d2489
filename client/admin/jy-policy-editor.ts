import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { postKinds, type EditedPolicy, type PolicyPreview } from '#contract/policies.ts';
import { act } from '../app/act.ts';
import { ApiRefusal } from '../app/api.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import '../warnings/jy-level.ts';
import { explain } from '../words/explain.ts';
import { momentText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { adminApi } from './admin-api.ts';
import { adminStyles } from './admin-styles.ts';
import { channelFields } from './channel-fields.ts';
import './jy-ladder.ts';
import { messageFields } from './message-fields.ts';
import { policyEditorStyles } from './policy-editor-styles.ts';
import { draftOf, isSameRules, type PolicyCell } from './policy-matrix.view.ts';
import { thenFields } from './then-fields.ts';

/** A ladder is asked for once typing has paused for so long. */
const previewAfterMilliseconds = 250;

type Change = (change: Partial<EditedPolicy>) => void;

/** What a part of the editor draws from, and how it says that something changed. */
export interface Fields {
  draft: EditedPolicy;
  change: Change;
  isWrong: (path: string) => boolean;
}

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

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has('cell')) return;
    this.draft = draftOf(this.cell);
    this.#ask(0);
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
            ${this.#who(fields)} ${this.#call(fields)} ${channelFields(fields)} ${thenFields(fields)} ${this.#night(fields)}
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

  #who({ draft, change, isWrong }: Fields) {
    const called = new Set(draft.postKinds);
    const toggle = (kind: string) => {
      if (!called.delete(kind)) called.add(kind);
      change({ postKinds: postKinds.filter((each) => called.has(each)) });
    };
    return html`<section>
      <h3>${say('policy/section.who')}</h3>
      <div class="kinds ${isWrong('postKinds') ? 'wrong' : ''}">
        ${postKinds.map(
          (kind) =>
            html`<label class="inline">
              <input type="checkbox" .checked=${live(called.has(kind))} @change=${() => toggle(kind)} />${say(`post/${kind}`)}
            </label>`,
        )}
      </div>
      <div class="row">
        <label class="inline">
          <input
            type="checkbox"
            .checked=${live(draft.callsHouseholds)}
            @change=${() => change({ callsHouseholds: !draft.callsHouseholds })}
          />${say('policy/households')}
        </label>
        <label class="inline">
          <input
            type="checkbox"
            .checked=${live(draft.callsByItself)}
            @change=${() => change({ callsByItself: !draft.callsByItself })}
          />${say('policy/by-itself')}
        </label>
      </div>
    </section>`;
  }

  #call({ draft, change, isWrong }: Fields) {
    const { redials } = draft;
    return html`<section>
      <h3>${say('policy/section.call')}</h3>
      <div class="fields">
        ${this.#number(say('policy/answer-within'), draft.answerWithinMinutes, {
          isWrong: isWrong('answerWithinMinutes'),
          onInput: (answerWithinMinutes) => change({ answerWithinMinutes }),
        })}
        ${this.#number(say('policy/redial-count'), redials.count, {
          isWrong: isWrong('redials.count'),
          onInput: (count) => change({ redials: { ...redials, count: Math.min(10, Math.floor(count)) } }),
        })}
        ${this.#number(say('policy/redial-within'), redials.withinMinutes, {
          isWrong: isWrong('redials.withinMinutes'),
          onInput: (withinMinutes) => change({ redials: { ...redials, withinMinutes } }),
        })}
      </div>
      <label class="inline">
        <input
          type="checkbox"
          .checked=${live(draft.usesSecondContact)}
          @change=${() => change({ usesSecondContact: !draft.usesSecondContact })}
        />${say('policy/second-contact')}
      </label>
    </section>`;
  }

  #night({ draft, change, isWrong }: Fields) {
    const { night } = draft;
    const time = (label: string, value: string, set: (value: string) => void) =>
      html`<label class="stacked">
        ${label}<input
          type="time"
          .value=${value}
          @change=${(event: Event) => {
            const { value: typed } = event.target as HTMLInputElement;
            if (typed) set(typed);
          }}
        />
      </label>`;
    return html`<section>
      <h3>${say('policy/section.night')}</h3>
      <div class="fields">
        ${time(say('policy/night-from'), night.from, (from) => change({ night: { ...night, from } }))}
        ${time(say('policy/night-to'), night.to, (to) => change({ night: { ...night, to } }))}
        <label class="inline">
          <input
            type="checkbox"
            .checked=${live(night.rings)}
            @change=${() => change({ night: { ...night, rings: !night.rings } })}
          />${say('policy/night-rings')}
        </label>
      </div>
      <label class="stacked reminder">
        ${say('policy/reminder')}
        <input
          type="number"
          min="1"
          max="1440"
          aria-invalid=${isWrong('reminderMinutes')}
          .value=${String(draft.reminderMinutes ?? '')}
          @input=${(event: Event) => {
            const { value, valueAsNumber } = event.target as HTMLInputElement;
            change({ reminderMinutes: value === '' || Number.isNaN(valueAsNumber) ? null : valueAsNumber });
          }}
        />
      </label>
    </section>`;
  }

  #number(label: string, value: number, { isWrong, onInput }: { isWrong: boolean; onInput: (value: number) => void }) {
    return html`<label class="stacked">
      ${label}
      <input
        type="number"
        min="0"
        max="1440"
        aria-invalid=${isWrong}
        .value=${String(value)}
        @input=${(event: Event) => {
          const { valueAsNumber } = event.target as HTMLInputElement;
          if (Number.isFinite(valueAsNumber)) onInput(Math.max(0, valueAsNumber));
        }}
        @change=${(event: Event) => ((event.target as HTMLInputElement).value = String(value))}
      />
    </label>`;
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

  readonly #change: Change = (change) => {
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
