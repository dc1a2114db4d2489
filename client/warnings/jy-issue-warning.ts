import '@vaadin/button';
import '@vaadin/dialog';
import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Incident } from '#contract/incidents.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { surface } from '../ui/surface.ts';
import { givenName } from '../words/seeded-names.ts';
import { say, sayOr } from '../words/words.ts';

/** What is wrong with a message: the words of the refusal, and where in the message. */
export interface Refused {
  words: string;
  issues: readonly { path: string; reason: string }[];
}

/** Takes a CAP message, from a file or pasted, into the incident on screen. Bytes go as they are: the encoding is the sender's. */
@customElement('jy-issue-warning')
export class JyIssueWarning extends SignalWatcher(LitElement) {
  @property({ type: Boolean }) opened = false;
  @property({ attribute: false }) incident: Incident | null = null;
  @property({ attribute: false }) refused: Refused | null = null;
  @property({ type: Boolean }) busy = false;
  @state() private file: File | null = null;
  @state() private text = '';

  static override styles = [
    surface,
    css`
      .form {
        display: grid;
        gap: 12px;
        width: min(560px, 84vw);
      }
      .mode {
        padding: 8px 12px;
        border-radius: 6px;
        border: 1px solid var(--jy-level-red);
        color: var(--jy-red-text);
        font-weight: 600;
      }
      .mode.drill {
        border-color: var(--jy-drill-edge);
        background: var(--jy-drill);
        color: var(--jy-drill-text);
      }
      label.action {
        cursor: pointer;
      }
      label.action:focus-within {
        outline: 2px solid var(--jy-accent);
      }
      input {
        position: absolute;
        opacity: 0;
        width: 1px;
      }
      textarea {
        width: 100%;
        min-height: 160px;
        padding: 8px 10px;
        border: 1px solid var(--jy-edge);
        border-radius: 6px;
        background: var(--jy-ground);
        color: var(--jy-text);
        font:
          12px/1.5 ui-monospace,
          monospace;
        resize: vertical;
      }
      [role='alert'] {
        max-height: 140px;
        overflow: auto;
        padding: 8px 12px;
        border-left: 3px solid var(--jy-level-red);
        background: var(--jy-raised);
        font-size: 13px;
      }
      ul {
        margin: 4px 0 0;
        padding-left: 18px;
      }
    `,
  ];

  override willUpdate(changed: Map<string, unknown>): void {
    if (!changed.has('opened') || !this.opened) return;
    this.file = null;
    this.text = '';
  }

  override render() {
    const isReady = !this.busy && (this.file !== null || this.text.trim() !== '');
    return html`<vaadin-dialog
      header-title=${say('issue/title')}
      .opened=${this.opened}
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => event.detail.value || this.#close()}
    >
      ${this.incident ? this.#form(this.incident) : nothing}
      <div slot="footer">
        <vaadin-button @click=${this.#close}>${say('app/cancel')}</vaadin-button>
        <vaadin-button theme="primary" ?disabled=${!isReady} @click=${this.#submit}>${say('issue/submit')}</vaadin-button>
      </div>
    </vaadin-dialog>`;
  }

  #form({ name, mode }: Incident) {
    const isDrill = mode !== 'actual';
    return html`<div class="form">
      <p>${say('issue/into', { name: givenName(name) })}</p>
      <p class="mode ${isDrill ? 'drill' : ''}">${say(isDrill ? 'issue/drill' : 'issue/actual')}</p>
      <label class="action">
        ${icon('upload', 16)}${this.file ? this.file.name : say('issue/file')}
        <input type="file" accept=".xml,.cap,application/xml,text/xml,application/cap+xml" @change=${this.#chosen} />
      </label>
      <textarea
        aria-label=${say('issue/paste')}
        placeholder=${say('issue/paste')}
        spellcheck="false"
        .value=${this.text}
        @input=${(event: Event) => {
          this.text = (event.target as HTMLTextAreaElement).value;
          this.file = null;
        }}
      ></textarea>
      ${this.refused ? this.#problem(this.refused) : nothing}
    </div>`;
  }

  #problem({ words, issues }: Refused) {
    return html`<div role="alert">
      <b>${say('issue/refused')}</b>：${words}
      ${
        issues.length === 0
          ? nothing
          : html`<ul>
              ${issues.map(({ path, reason }) => html`<li><code>${placeOf(path)}</code> ${sayOr(`capReason/${reason}`, reason)}</li>`)}
            </ul>`
      }
    </div>`;
  }

  readonly #chosen = async (event: Event) => {
    const file = (event.target as HTMLInputElement).files?.[0] ?? null;
    this.text = file ? await file.text() : '';
    this.file = file;
  };

  readonly #close = () => emit(this, 'jy-issue-close', null);
  readonly #submit = () => emit(this, 'jy-issue', this.file ?? new Blob([this.text.trim()]));
}

/** `line 12` in the words of the screen; the path of an element as it is. */
function placeOf(path: string): string {
  const line = /^line (\d+)$/.exec(path)?.[1];
  return line ? say('issue/line', { line }) : path;
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-issue-warning': JyIssueWarning;
  }
  interface HTMLElementEventMap {
    /** The message, as bytes. */
    'jy-issue': CustomEvent<Blob>;
    'jy-issue-close': CustomEvent<null>;
  }
}
