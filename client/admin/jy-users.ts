import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Area } from '#contract/areas.ts';
import type { Session } from '#contract/session.ts';
import type { NewUser, OpenSession, UserAccount, UserChange } from '#contract/users.ts';
import { isWall, type WallCode } from '#contract/walls.ts';
import { act } from '../api/act.ts';
import { SignalWatcher } from '../state/signals.ts';
import { surface } from '../ui/surface.ts';
import { toast } from '../ui/toast.ts';
import { momentText, nameOf } from '../words/format.ts';
import { givenName } from '../words/seeded-names.ts';
import { say } from '../words/words.ts';
import { adminApi } from './admin-api.ts';
import { adminStyles } from './admin-styles.ts';
import { dutyStyles } from './duty-styles.ts';
import './jy-sessions.ts';
import './jy-user-form.ts';

/** Who may sign in within the area of who looks, and who has. */
@customElement('jy-users')
export class JyUsers extends SignalWatcher(LitElement) {
  @property({ attribute: false }) session: Session | null = null;
  @state() private accounts: readonly UserAccount[] | null = null;
  @state() private sessions: readonly OpenSession[] = [];
  @state() private areas: readonly Area[] = [];
  @state() private editing: number | 'new' | null = null;
  @state() private isBusy = false;
  @state() private given: { account: UserAccount; wallCode: WallCode } | null = null;

  static override styles = [surface, adminStyles, dutyStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    void act(this, adminApi.areas).then((areas) => (this.areas = areas ?? []));
    void this.#read();
  }

  override updated(changed: Map<string, unknown>): void {
    const form = changed.has('editing') ? this.renderRoot.querySelector('jy-user-form') : null;
    void form?.updateComplete.then(() => form.scrollIntoView({ block: 'nearest' }));
  }

  override render() {
    return html`
      <section class="card" aria-label=${say('users/title')}>
        <div class="row">
          <h3>${say('users/title')}</h3>
          <button class="action" aria-expanded=${this.editing === 'new'} @click=${() => this.#edit('new')}>${say('users/add')}</button>
        </div>
        <p class="note">${say('users/signs-out')}</p>
        ${this.editing === 'new' ? this.#form(null) : nothing} ${this.accounts ? this.#table(this.accounts) : nothing}
      </section>
      <jy-sessions
        .sessions=${this.sessions}
        @jy-session-end=${(event: CustomEvent<OpenSession>) => this.#end(event.detail)}
        @jy-sessions-read=${() => this.#read()}
      ></jy-sessions>
    `;
  }

  #table(accounts: readonly UserAccount[]) {
    const head = [
      'users/username',
      'users/roles',
      'users/area',
      'users/state',
      'users/password',
      'users/factor',
      'users/sessions',
    ] as const;
    return html`<div class="scroll">
      <table>
        <thead>
          <tr>
            ${head.map((key) => html`<th scope="col">${say(key)}</th>`)}
            <th scope="col"></th>
          </tr>
        </thead>
        <tbody>
          ${accounts.map((account) => this.#line(account))}
        </tbody>
      </table>
    </div>`;
  }

  #line(account: UserAccount) {
    const { id, username, displayName, roles, disabled, secondFactor, sessions } = account;
    const isOpen = this.editing === id;
    return html`<tr>
        <th scope="row">${username} <small>${givenName(displayName)}</small></th>
        <td data-head=${say('users/roles')}>${roles.map((role) => say(`role/${role}`)).join(' · ')}</td>
        <td data-head=${say('users/area')}>${this.#areaName(account)}</td>
        <td data-head=${say('users/state')}>
          <span class="badge ${disabled ? 'bad' : 'good'}">${say(disabled ? 'users/disabled' : 'users/enabled')}</span>
        </td>
        <td data-head=${say('users/password')}>${passwordState(account)}</td>
        <td data-head=${say('users/factor')}>${say(secondFactor ? 'users/factor.yes' : 'users/factor.no')}</td>
        <td data-head=${say('users/sessions')}>${sessions}</td>
        <td>
          <button
            class="action"
            aria-expanded=${isOpen}
            aria-label=${say('users/edit.of', { name: username })}
            @click=${() => this.#edit(id)}
          >
            ${say('users/edit')}
          </button>
          ${isWall(roles) && !disabled ? this.#enrolment(account) : nothing}
        </td>
      </tr>
      ${this.given?.account.id === id ? this.#givenCode(this.given) : nothing}
      ${
        isOpen
          ? html`<tr>
              <td colspan="8">${this.#form(account)}</td>
            </tr>`
          : nothing
      }`;
  }

  #enrolment(account: UserAccount) {
    const label = say('users/wall-code.of', { name: account.username });
    return html`<button class="action" aria-label=${label} @click=${() => this.#giveCode(account)}>${say('users/wall-code')}</button>`;
  }

  #givenCode({ account, wallCode }: { account: UserAccount; wallCode: WallCode }) {
    const until = momentText(new Date(wallCode.expiresAt), new Date());
    return html`<tr>
      <td colspan="8" role="status">${say('users/wall-code.given', { name: account.username, code: wallCode.code, until })}</td>
    </tr>`;
  }

  async #giveCode(account: UserAccount): Promise<void> {
    const wallCode = await act(this, () => adminApi.wallCode(account.id));
    this.given = wallCode ? { account, wallCode } : null;
  }

  #areaName({ areaCode }: UserAccount): string {
    const area = this.areas.find(({ code }) => code === areaCode);
    return area ? nameOf(area) : areaCode;
  }

  #form(account: UserAccount | null) {
    return html`<jy-user-form
      .account=${account}
      .areas=${this.areas}
      .home=${this.session?.areaCode ?? null}
      ?is-own=${account !== null && account.id === this.session?.userId}
      ?busy=${this.isBusy}
      @jy-user-add=${(event: CustomEvent<NewUser>) => this.#save(() => adminApi.addUser(event.detail), 'users/added')}
      @jy-user-change=${(event: CustomEvent<UserChange>) => account && this.#save(() => adminApi.changeUser(account.id, event.detail), 'users/changed')}
      @jy-user-close=${() => (this.editing = null)}
    ></jy-user-form>`;
  }

  #edit(which: number | 'new'): void {
    this.editing = this.editing === which ? null : which;
  }

  async #read(): Promise<void> {
    const [accounts, sessions] = await Promise.all([act(this, adminApi.users), act(this, adminApi.sessions)]);
    this.accounts = accounts ?? this.accounts;
    this.sessions = sessions ?? this.sessions;
  }

  /** The form stays open with what was entered when it was refused. */
  async #save(work: () => Promise<UserAccount>, done: 'users/added' | 'users/changed'): Promise<void> {
    this.isBusy = true;
    const saved = await act(this, work);
    this.isBusy = false;
    if (!saved) return;
    toast(say(done, { name: saved.username }), 'done');
    this.editing = null;
    await this.#read();
  }

  async #end({ id }: OpenSession): Promise<void> {
    const ended = await act(this, () => adminApi.endSession(id));
    if (ended) toast(say('sessions/ended', { count: ended.ended }), 'done');
    await this.#read();
  }
}

/** Who knows it besides its holder. */
function passwordState({ demo, mustChoosePassword, passwordBy }: UserAccount) {
  if (demo) return html`<span class="badge untested">${say('users/demo')}</span>`;
  if (mustChoosePassword) return html`<span class="badge untested">${say('users/password.must-choose')}</span>`;
  return say(`users/password.by.${passwordBy}`);
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-users': JyUsers;
  }
}
