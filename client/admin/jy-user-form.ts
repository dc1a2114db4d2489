import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Area, AreaCode } from '#contract/areas.ts';
import { roles, type Role } from '#contract/session.ts';
import type { NewUser, UserAccount, UserChange } from '#contract/users.ts';
import { isWall } from '#contract/walls.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { say } from '../words/words.ts';
import { adminApi } from './admin-api.ts';
import { adminStyles } from './admin-styles.ts';
import './jy-area-picker.ts';
import { tick } from './tick.ts';

/** Adds a user, or changes one: says what is to be different and nothing else. */
@customElement('jy-user-form')
export class JyUserForm extends SignalWatcher(LitElement) {
  /** Null: a new one. */
  @property({ attribute: false }) account: UserAccount | null = null;
  @property({ attribute: false }) areas: readonly Area[] = [];
  @property({ attribute: false }) home: AreaCode | null = null;
  @property({ type: Boolean, attribute: 'is-own' }) isOwn = false;
  @property({ type: Boolean }) busy = false;
  @state() private username = '';
  @state() private displayName = '';
  @state() private held: readonly Role[] = [];
  @state() private area: AreaCode | null = null;
  @state() private disabled = false;
  @state() private password = '';
  @state() private takesFactor = false;

  static override styles = [
    surface,
    adminStyles,
    css`
      form {
        display: grid;
        gap: 12px;
        padding: 12px 0;
      }
      .roles {
        display: flex;
        flex-wrap: wrap;
        gap: 0 16px;
      }
    `,
  ];

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has('account') && this.hasUpdated) return;
    const { account } = this;
    this.username = account?.username ?? '';
    this.displayName = account?.displayName ?? '';
    this.held = account?.roles ?? [];
    this.area = account?.areaCode ?? this.home;
    this.disabled = account?.disabled ?? false;
    this.password = '';
    this.takesFactor = false;
  }

  override render() {
    const { account } = this;
    return html`<form
      @submit=${this.#submit}
      aria-label=${account ? say('users/edit.of', { name: account.username }) : say('users/add')}
      autocomplete="off"
    >
      <div class="fields">
        ${account ? nothing : this.#text('users/username', this.username, (value) => (this.username = value))}
        ${this.#text('users/display-name', this.displayName, (value) => (this.displayName = value))}
      </div>
      ${this.isOwn ? html`<p class="note">${say('users/own')}</p>` : this.#graver()}
      <div class="row">
        <button class="action main" type="submit" ?disabled=${this.busy || !this.#isWhole}>${say('admin/save')}</button>
        <button class="action" type="button" @click=${() => emit(this, 'jy-user-close', null)}>${say('admin/undo')}</button>
      </div>
    </form>`;
  }

  #graver() {
    return html`<fieldset>
        <legend>${say('users/roles')}</legend>
        <div class="roles">${roles.map((role) => tick(say(`role/${role}`), this.held.includes(role), () => this.#toggle(role)))}</div>
      </fieldset>
      <jy-area-picker
        .areas=${this.areas}
        .chosen=${this.area}
        .villages=${adminApi.villages}
        @jy-area-chosen=${(event: CustomEvent<AreaCode>) => (this.area = event.detail)}
      ></jy-area-picker>
      <label class="stacked">
        ${say(this.account ? 'users/password.new' : 'users/password')}
        <input
          type="password"
          autocomplete="new-password"
          .value=${this.password}
          @input=${(event: Event) => (this.password = (event.target as HTMLInputElement).value)}
        />
        <span class="note"
          >${say('users/password.rule')} ·
          ${say('users/password.first')}${this.account ? html` · ${say('users/password.keep')}` : nothing}${isWall(this.held) ? html` · ${say('users/password.wall')}` : nothing}</span
        >
      </label>
      ${this.account?.secondFactor ? tick(say('users/factor.take'), this.takesFactor, () => (this.takesFactor = !this.takesFactor)) : nothing}
      ${this.account ? tick(say('users/disabled'), this.disabled, () => (this.disabled = !this.disabled)) : nothing}`;
  }

  #text(key: 'users/username' | 'users/display-name', value: string, set: (value: string) => void) {
    return html`<label class="stacked">
      ${say(key)}
      <input .value=${value} maxlength="40" @input=${(event: Event) => set((event.target as HTMLInputElement).value)} />
    </label>`;
  }

  #toggle(role: Role): void {
    this.held = this.held.includes(role) ? this.held.filter((each) => each !== role) : [...this.held, role];
  }

  get #isWhole(): boolean {
    const isNamed = this.displayName.trim() !== '' && this.held.length > 0 && this.area !== null;
    return isNamed && (this.account !== null || (this.username.trim() !== '' && (this.password !== '' || isWall(this.held))));
  }

  readonly #submit = (event: Event) => {
    event.preventDefault();
    const { username, displayName, held, area, password } = this;
    if (!this.#isWhole || area === null) return;
    if (this.account) emit(this, 'jy-user-change', this.#changeOf(this.account));
    else emit(this, 'jy-user-add', { username, displayName, roles: [...held], areaCode: area, ...(password !== '' && { password }) });
  };

  #changeOf(account: UserAccount): UserChange {
    const { displayName, held, area, disabled, password, takesFactor } = this;
    const isOther = held.length !== account.roles.length || held.some((role) => !account.roles.includes(role));
    return {
      ...(displayName !== account.displayName && { displayName }),
      ...(isOther && { roles: [...held] }),
      ...(area !== null && area !== account.areaCode && { areaCode: area }),
      ...(disabled !== account.disabled && { disabled }),
      ...(password !== '' && { password }),
      ...(takesFactor && { secondFactor: false as const }),
    };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-user-form': JyUserForm;
  }
  interface HTMLElementEventMap {
    'jy-user-add': CustomEvent<NewUser>;
    'jy-user-change': CustomEvent<UserChange>;
    'jy-user-close': CustomEvent<null>;
  }
}
