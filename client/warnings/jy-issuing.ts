import { consume } from '@lit/context';
import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { mayDo, type Session } from '#contract/session.ts';
import { nowhere, placesContext, sessionContext, shownTimeContext, startOfTime } from '../state/contexts.ts';
import { warningsInForce, type Places } from '../state/select.ts';
import type { ShownTime } from '../state/shown-time.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import '../ui/jy-confirm.ts';
import { surface } from '../ui/surface.ts';
import { toast } from '../ui/toast.ts';
import { deedOf, isRinging } from './foreseen.view.ts';
import { issueOutcome } from './issue-outcome.view.ts';
import type { Issuing } from './issuing.ts';
import './jy-warning-form.ts';
import './jy-warning-form-plan.ts';
import { missingOf } from './warning-form.view.ts';
import { countText } from '../words/format.ts';
import { givenName } from '../words/seeded-names.ts';
import { say } from '../words/words.ts';
import { isSessionLost } from '../api/call.ts';
import type { Desk } from '../desk/desk.ts';
import { issuingProblem } from './issuing-problem.ts';
import { issuingStyles } from './issuing-styles.ts';

/** A second click of a hand that meant the first must not ring a city: the last button sleeps for so long after it appears. */
const armedAfterMilliseconds = 700;

/** The drawer in which a warning is written or read, planned and issued; the map beside it stays of use. */
@customElement('jy-issuing')
export class JyIssuing extends SignalWatcher(LitElement) {
  @property({ attribute: false }) desk!: Desk;
  @property({ attribute: false }) issuing!: Issuing;
  @consume({ context: placesContext, subscribe: true })
  @state()
  private places: Places = nowhere;
  @consume({ context: shownTimeContext, subscribe: true })
  @state()
  private shown: ShownTime = startOfTime;
  @consume({ context: sessionContext, subscribe: true })
  @state()
  private session: Session | null = null;
  @state() private isAsking = false;
  @state() private isArmed = false;
  @query('jy-warning-form') private readonly form?: HTMLElementTagNameMap['jy-warning-form'];
  @query('jy-warning-form-plan') private readonly plan?: HTMLElementTagNameMap['jy-warning-form-plan'];

  static override styles = [surface, issuingStyles];

  #seen = { step: '', incidentId: '', isMessage: false };
  #arming: ReturnType<typeof setTimeout> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#keyed);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('keydown', this.#keyed);
    clearTimeout(this.#arming);
  }

  override willUpdate(): void {
    this.issuing.ownArea = this.session?.areaCode ?? null;
  }

  override firstUpdated(): void {
    this.#focusBegin();
  }

  override updated(_changed: PropertyValues): void {
    const step = `${this.issuing.step.get()} ${this.issuing.foreseen.get() !== null}`;
    const incidentId = this.desk.incident?.id ?? '';
    if (this.#seen.incidentId !== '' && this.#seen.incidentId !== incidentId) this.issuing.reconsider();
    if (this.#seen.step !== step) this.#stepped(step);
    const isMessage = this.issuing.message.get() !== null;
    if (isMessage && !this.#seen.isMessage) this.renderRoot.querySelector<HTMLElement>('.next')?.focus();
    this.#seen = { step, incidentId, isMessage };
    if (isSessionLost(this.issuing.problem.get())) emit(this, 'jy-session-lost', null);
  }

  override render() {
    const step = this.issuing.step.get();
    return html`
      <header>
        <h2>${say('form/title')}</h2>
        <nav>
          <span aria-current=${step === 'content' ? 'step' : 'false'}>${say('form/step.content')}</span>
          <span aria-current=${step === 'plan' ? 'step' : 'false'}>${say('form/step.plan')}</span>
        </nav>
        <button class="icon-button" title=${say('form/close')} aria-label=${say('form/close')} @click=${this.#close}>
          ${icon('close')}
        </button>
      </header>
      ${this.#isReady ? this.#content() : this.#needsIncident()}
      <jy-confirm
        .question=${this.isAsking ? { title: say('form/discard.title'), text: say('form/discard.text'), yes: say('form/discard.yes') } : null}
        @jy-confirmed=${(event: CustomEvent<boolean>) => this.#discarded(event.detail)}
      ></jy-confirm>
    `;
  }

  get #isReady(): boolean {
    return this.issuing.isOpen && this.desk.incident?.state === 'open' && this.shown.tense === 'live';
  }

  #needsIncident(): TemplateResult {
    if (this.desk.incident?.state === 'open') {
      return html`<div class="body">
        <p>${say('form/past')}</p>
        <button class="action main" @click=${() => emit(this, 'jy-live', null)}>${say('replay/back')}</button>
      </div>`;
    }
    const mayOpen = this.session !== null && mayDo(this.session, 'incident.open');
    return html`<div class="body">
      <p>${say('form/no-incident')}</p>
      ${
        mayOpen
          ? html`<button class="action main" @click=${() => emit(this, 'jy-new-incident', null)}>${say('incident/open.new')}</button>`
          : html`<p>${say('form/no-incident.may-not')}</p>`
      }
    </div>`;
  }

  #content(): TemplateResult {
    const issuing = this.issuing;
    const incident = this.desk.incident!;
    const isDrill = incident.mode !== 'actual';
    return html`
      <div
        class="body"
        @jy-entry=${(event: HTMLElementEventMap['jy-entry']) => issuing.change(event.detail)}
        @jy-follow-warning=${({ detail }: HTMLElementEventMap['jy-follow-warning']) => issuing.follow(detail.warning, detail.msgType)}
        @jy-cap-chosen=${(event: HTMLElementEventMap['jy-cap-chosen']) => issuing.read(event.detail)}
        @jy-cap-copy=${() => issuing.copy()}
        @jy-cap-drop=${() => issuing.follow(null, 'Alert')}
        @dragover=${(event: DragEvent) => event.preventDefault()}
        @drop=${this.#dropped}
      >
        <p class="into ${isDrill ? 'drill' : ''}">
          ${say('form/into', { name: givenName(incident.name) })} · ${say(isDrill ? 'issue/drill' : 'issue/actual')}
        </p>
        ${issuing.step.get() === 'plan' ? this.#plan() : this.#form()} ${issuingProblem(issuing)}
      </div>
      ${this.#footer()}
    `;
  }

  #form(): TemplateResult {
    const issuing = this.issuing;
    return html`<jy-warning-form
      .entry=${issuing.entry.get()!}
      .around=${{ ...issuing.around, now: this.shown.now }}
      .message=${issuing.message.get()?.foreseen ?? null}
      .foreseen=${issuing.foreseen.get()}
      .inForce=${warningsInForce(this.desk.store.world)}
      .counts=${issuing.sketch.get()?.counts ?? new Map()}
      ?busy=${issuing.isBusy.get()}
    ></jy-warning-form>`;
  }

  #plan(): TemplateResult | typeof nothing {
    const foreseen = this.issuing.foreseen.get();
    if (!foreseen) return this.issuing.problem.get() ? nothing : html`<p class="empty">${say('form/reckoning')}</p>`;
    return html`<jy-warning-form-plan
      .foreseen=${foreseen}
      .english=${this.issuing.english}
      .world=${this.desk.store.world}
      .places=${this.places}
      .now=${this.shown.now}
    ></jy-warning-form-plan>`;
  }

  #footer(): TemplateResult {
    const foreseen = this.issuing.foreseen.get();
    if (this.issuing.step.get() === 'plan') {
      const deed = foreseen && deedOf(foreseen, this.places);
      return html`<footer>
        <button class="action" @click=${() => this.issuing.back()}>${icon('chevronLeft', 14)}${say('form/back')}</button>
        ${
          deed
            ? html`<button
                class="action main deed ${isRinging(foreseen.outcome) ? 'rings' : ''}"
                aria-disabled=${this.#mayIssue ? 'false' : 'true'}
                @click=${this.#issue}
              >
                ${icon(isRinging(foreseen.outcome) ? 'phone' : 'check', 16)}${deed}
              </button>`
            : nothing
        }
      </footer>`;
    }
    return html`<footer>
      <span class="status" aria-live="polite">${this.#status}</span>
      <button class="action main next" ?disabled=${!this.#mayGoOn} title="Ctrl+Enter" @click=${this.#goOn}>
        ${say('form/next')}${icon('chevronRight', 14)}
      </button>
    </footer>`;
  }

  get #status(): string {
    const entry = this.issuing.entry.get();
    const foreseen = this.issuing.foreseen.get();
    const missing = entry && !this.issuing.message.get() ? missingOf(entry) : [];
    if (missing.length > 0)
      return say('form/missing', { what: missing.map((each) => say(`form/${each}`)).join(say('warnings/areas.joint')) });
    if (!foreseen) return this.issuing.problem.get() ? '' : say('form/reckoning');
    if (!foreseen.plan) return say(`foreseen/${foreseen.outcome}`);
    return say('form/would', { people: countText(foreseen.plan.people) });
  }

  get #mayGoOn(): boolean {
    const entry = this.issuing.entry.get();
    return entry !== null && (this.issuing.message.get() !== null || missingOf(entry).length === 0);
  }

  get #mayIssue(): boolean {
    return this.isArmed && !this.issuing.isBusy.get();
  }

  #stepped(step: string): void {
    clearTimeout(this.#arming);
    this.isArmed = false;
    if (step === 'plan true') this.#arming = setTimeout(() => (this.isArmed = true), armedAfterMilliseconds);
    if (step === 'plan true') this.plan?.focus();
    else if (step.startsWith('content') && this.#seen.step.startsWith('plan')) this.#focusBegin();
  }

  #focusBegin(): void {
    void this.updateComplete.then(() => this.form?.updateComplete).then(() => this.form?.focus());
  }

  readonly #goOn = () => void this.issuing.goOn();

  readonly #issue = async () => {
    if (!this.#mayIssue) return;
    const taken = await this.issuing.issue();
    if (taken === undefined) return;
    const { text, outcome } = issueOutcome(taken);
    toast(text, outcome);
  };

  readonly #dropped = (event: DragEvent) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file && this.issuing.step.get() === 'content') void this.issuing.read(file);
  };

  readonly #close = () => {
    if (this.issuing.isTouched) this.isAsking = true;
    else this.issuing.close();
  };

  #discarded(yes: boolean): void {
    this.isAsking = false;
    if (yes) this.issuing.close();
    else this.#focusBegin();
  }

  /** Ctrl+Enter goes on from wherever the cursor is, the map too; a key that is held down goes on once. */
  readonly #keyed = (event: KeyboardEvent) => {
    if (event.repeat || this.isAsking || event.defaultPrevented || isInDialog(event)) return;
    // What had the cursor may be gone from the form: then nothing else has it either.
    const isHere = event.composedPath().includes(this) || event.composedPath()[0] === document.body;
    if (event.key === 'Escape' && isHere) {
      event.preventDefault();
      if (this.issuing.step.get() === 'plan') this.issuing.back();
      else this.#close();
    }
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !this.#isReady) return;
    event.preventDefault();
    if (this.issuing.step.get() === 'plan') void this.#issue();
    else if (this.#mayGoOn) this.#goOn();
  };
}

function isInDialog(event: KeyboardEvent): boolean {
  return event.composedPath().some((node) => node instanceof HTMLElement && node.matches('vaadin-dialog[opened], vaadin-dialog-overlay'));
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-issuing': JyIssuing;
  }
}
