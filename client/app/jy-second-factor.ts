import '@vaadin/button';
import '@vaadin/dialog';
import '@vaadin/password-field';
import '@vaadin/text-field';
import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SecondFactor, SecondFactorSecret } from '#contract/second-factor.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { problemStyles } from '../ui/problem-styles.ts';
import { surface } from '../ui/surface.ts';
import { explain } from '../words/explain.ts';
import { say, type WordKey } from '../words/words.ts';
import { secondFactorApi } from '../api/second-factor-api.ts';
import { qrPath } from './qr-path.ts';
import type { FactorAim } from '../api/second-factor.ts';
import { secondFactorStyles } from './second-factor-styles.ts';

/** reading -> code, or standing -> password -> scan -> codes. */
type Step = 'reading' | 'code' | 'standing' | 'password' | 'scan' | 'codes';

const submitWords: Partial<Record<Step, WordKey>> = {
  code: 'factor/show',
  standing: 'factor/enrol.again',
  password: 'factor/next',
  scan: 'factor/confirm',
  codes: 'factor/done',
};

/** Asks for a code of the authenticator app, or enrols one: scanned, confirmed by a first code, recovery codes told once. */
@customElement('jy-second-factor')
export class JySecondFactor extends SignalWatcher(LitElement) {
  @property() aim: FactorAim = 'asked';
  @state() private step: Step = 'reading';
  @state() private standing: SecondFactor | null = null;
  @state() private secret: SecondFactorSecret | null = null;
  @state() private codes: readonly string[] = [];
  @state() private entered = '';
  @state() private problem = '';
  @state() private busy = false;
  /** A code was shown, or a phone enrolled. */
  #isShown = false;

  static override styles = [surface, problemStyles, secondFactorStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#while(async () => this.#stand(await secondFactorApi.standing()));
  }

  override updated(changed: Map<string, unknown>): void {
    if (!changed.has('step')) return;
    const field = this.renderRoot.querySelector<HTMLElement>('vaadin-text-field, vaadin-password-field');
    setTimeout(() => field?.focus());
  }

  override render() {
    const submit = submitWords[this.step];
    return html`<vaadin-dialog
      no-close-on-outside-click
      header-title=${say('factor/title')}
      .opened=${true}
      @opened-changed=${(event: CustomEvent<{ value: boolean }>) => event.detail.value || this.#close()}
    >
      <div class="form" @keydown=${(event: KeyboardEvent) => event.key === 'Enter' && this.#isReady && void this.#submit()}>
        ${this.#body()} ${this.problem ? html`<p role="alert">${this.problem}</p>` : nothing}
      </div>
      <div slot="footer">
        ${this.step === 'codes' ? nothing : html`<vaadin-button @click=${this.#close}>${say('app/cancel')}</vaadin-button>`}
        ${
          submit
            ? html`<vaadin-button theme="primary" ?disabled=${!this.#isReady} @click=${() => this.#submit()}>${say(submit)}</vaadin-button>`
            : nothing
        }
      </div>
    </vaadin-dialog>`;
  }

  #body() {
    switch (this.step) {
      case 'code':
        return html`<p>${say('factor/asked')}</p>
          ${this.#codeField('factor/code-or-recovery')}`;
      case 'standing':
        return html`<p>${say('factor/enrolled')}</p>
          <p class="note">${say('factor/codes-left', { count: this.standing?.recoveryCodesLeft ?? 0 })}</p>`;
      case 'password':
        return html`<p>${say(this.aim === 'asked' ? 'factor/none-asked' : 'factor/none')}</p>
          <vaadin-password-field
            label=${say('factor/password')}
            autocomplete="current-password"
            .value=${this.entered}
            @value-changed=${this.#onEntered}
          ></vaadin-password-field>`;
      case 'scan':
        return this.#scan();
      case 'codes':
        return html`<p>${say('factor/codes')}</p>
          <ol>
            ${this.codes.map((code) => html`<li><code>${code}</code></li>`)}
          </ol>`;
      case 'reading':
        return nothing;
    }
  }

  #scan() {
    if (!this.secret) return nothing;
    const { path, size } = qrPath(this.secret.uri);
    return html`<p>${say('factor/scan')}</p>
      <svg role="img" aria-label=${say('factor/qr')} viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges">
        <rect width=${size} height=${size} fill="#fff" />
        <path d=${path} fill="#000" />
      </svg>
      <p class="note">${say('factor/by-hand')} <code>${this.secret.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code></p>
      ${this.#codeField('factor/code')}`;
  }

  #codeField(label: WordKey) {
    return html`<vaadin-text-field
      label=${say(label)}
      autocomplete="one-time-code"
      maxlength="40"
      .value=${this.entered}
      @value-changed=${this.#onEntered}
    ></vaadin-text-field>`;
  }

  readonly #onEntered = (event: CustomEvent<{ value: string }>) => (this.entered = event.detail.value);

  get #isReady(): boolean {
    const needsEntry = this.step === 'code' || this.step === 'password' || this.step === 'scan';
    return !this.busy && (!needsEntry || this.entered.trim() !== '');
  }

  #stand(standing: SecondFactor): void {
    this.standing = standing;
    if (!standing.isEnrolled) this.#go('password');
    else this.#go(this.aim === 'asked' || !standing.isShown ? 'code' : 'standing');
  }

  #go(step: Step): void {
    this.entered = '';
    this.problem = '';
    this.step = step;
  }

  #submit(): Promise<void> {
    const { step, entered } = this;
    return this.#while(async () => {
      if (step === 'code') await this.#show(entered);
      if (step === 'standing') this.#go('password');
      if (step === 'password') {
        this.secret = await secondFactorApi.begin(entered);
        this.#go('scan');
      }
      if (step === 'scan') {
        this.codes = (await secondFactorApi.confirm(entered)).recoveryCodes;
        this.#isShown = true;
        this.#go('codes');
      }
      if (step === 'codes') this.#close();
    });
  }

  async #show(code: string): Promise<void> {
    await secondFactorApi.show(code);
    this.#isShown = true;
    if (this.aim === 'asked') return this.#close();
    this.#stand(await secondFactorApi.standing());
  }

  /** What was entered stays where it was refused. */
  async #while(work: () => unknown): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await work();
    } catch (error) {
      this.problem = explain(error);
    } finally {
      this.busy = false;
    }
  }

  readonly #close = () => emit(this, 'jy-second-factor-close', this.#isShown);
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-second-factor': JySecondFactor;
  }
  interface HTMLElementEventMap {
    'jy-second-factor-close': CustomEvent<boolean>;
  }
}
