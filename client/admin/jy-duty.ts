import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Area, AreaCode } from '#contract/areas.ts';
import type { NewLeave, NewShifts, Rota } from '#contract/duty.ts';
import type { Post } from '#contract/posts.ts';
import { act } from '../api/act.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { toast } from '../ui/toast.ts';
import { nameOf } from '../words/format.ts';
import { say, sayOr } from '../words/words.ts';
import { adminApi } from './admin-api.ts';
import { adminStyles } from './admin-styles.ts';
import { dutyStyles } from './duty-styles.ts';
import './jy-area-picker.ts';
import './jy-post-editor.ts';
import './jy-rota.ts';
import { weekOf } from './rota.view.ts';

/** The posts of one area, who holds them, and its rota and leaves of a week. */
@customElement('jy-duty')
export class JyDuty extends SignalWatcher(LitElement) {
  @property({ attribute: false }) area: AreaCode | null = null;
  /** The area of who is signed in, to begin with. */
  @property({ attribute: false }) home: AreaCode | null = null;
  @property({ type: Boolean, attribute: 'may-edit' }) mayEdit = false;
  @state() private areas: readonly Area[] = [];
  @state() private posts: readonly Post[] | null = null;
  @state() private rota: Rota = { shifts: [], leaves: [] };
  @state() private shiftedWeeks = 0;
  @state() private editing: number | null = null;

  static override styles = [surface, adminStyles, dutyStyles];

  override connectedCallback(): void {
    super.connectedCallback();
    void act(this, adminApi.areas).then((areas) => (this.areas = areas ?? []));
  }

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has('area') && !changed.has('home')) return;
    this.editing = null;
    void this.#read();
  }

  override updated(changed: PropertyValues): void {
    // Below a long table it would open out of sight. Its own size is known once it is drawn.
    const editor = changed.has('editing') ? this.renderRoot.querySelector('jy-post-editor') : null;
    void editor?.updateComplete.then(() => editor.scrollIntoView({ block: 'nearest' }));
  }

  override render() {
    const edited = this.posts?.find(({ id }) => id === this.editing);
    const week = weekOf(new Date(), this.shiftedWeeks);
    return html`
      <jy-area-picker
        .areas=${this.areas}
        .chosen=${this.#area}
        .villages=${adminApi.villages}
        @jy-area-chosen=${(event: CustomEvent<AreaCode>) => emit(this, 'jy-admin-go', { tab: 'duty', area: event.detail })}
      ></jy-area-picker>
      <section class="card" aria-label=${say('duty/posts')}>
        <h3>${say('duty/posts')}</h3>
        ${this.posts?.length === 0 ? html`<p class="empty">${say('duty/no-posts')}</p>` : this.#table()}
        ${edited ? this.#editor(edited) : nothing}
      </section>
      <jy-rota
        .week=${week}
        .rota=${this.rota}
        .posts=${this.posts ?? []}
        ?may-edit=${this.mayEdit}
        @jy-week=${(event: CustomEvent<number>) => this.#shift(event.detail)}
        @jy-shifts-wanted=${(event: CustomEvent<NewShifts>) => this.#addShifts(event.detail)}
        @jy-leave-wanted=${(event: CustomEvent<NewLeave>) => this.#addLeave(event.detail)}
        @jy-shift-remove=${(event: CustomEvent<number>) => this.#after(adminApi.removeShift(event.detail))}
        @jy-leave-remove=${(event: CustomEvent<number>) => this.#after(adminApi.removeLeave(event.detail))}
      ></jy-rota>
    `;
  }

  #table() {
    const head = [say('duty/post'), say('duty/holder'), say('duty/person'), say('duty/deputy'), say('duty/superior'), ''];
    return html`<div class="scroll">
      <table>
        <thead>
          <tr>
            ${head.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${this.posts?.map((post) => this.#line(post))}
        </tbody>
      </table>
    </div>`;
  }

  #line(post: Post) {
    const { holder } = post;
    const isActing = holder !== null && holder.id !== post.person.id;
    return html`<tr>
      <th scope="row">
        ${sayOr(`post/${post.kind}`, post.kind)}${post.department ? html` <small>${sayOr(`department/${post.department}`, post.department)}</small>` : nothing}
      </th>
      <td data-head=${say('duty/holder')}>
        <span>
          ${holder ? html`${holder.maskedName} <small>#${holder.id}</small>` : nothing}
          ${isActing ? html`<span class="badge edited">${say('duty/acting')}</span>` : nothing}
          ${post.isAway ? html`<span class="badge bad">${say('duty/away')}</span>` : nothing}
        </span>
      </td>
      <td data-head=${say('duty/person')}><span>${this.#person(post.person)}</span></td>
      <td data-head=${say('duty/deputy')}><span>${post.deputy ? this.#person(post.deputy) : say('admin/none')}</span></td>
      <td data-head=${say('duty/superior')}>${this.#superior(post)}</td>
      <td>
        ${
          this.mayEdit
            ? html`<button
                class="action"
                aria-expanded=${this.editing === post.id}
                @click=${() => (this.editing = this.editing === post.id ? null : post.id)}
              >
                ${say('duty/edit')}
              </button>`
            : nothing
        }
      </td>
    </tr>`;
  }

  #person({ id, maskedName, contacts }: Post['person']) {
    return html`${maskedName} <small>#${id}</small>
      <span class="numbers"
        >${contacts.map(
          ({ maskedAddress, hasFailed }) =>
            html`<small class=${hasFailed ? 'failed' : ''} title=${hasFailed ? say('duty/contact.failed') : ''}>${maskedAddress}</small>`,
        )}</span
      >`;
  }

  #superior({ superior, superiorPostId }: Post): string {
    if (superior)
      return `${nameOf({ nameZh: superior.areaNameZh, nameEn: superior.areaNameEn })} · ${sayOr(`post/${superior.kind}`, superior.kind)}`;
    return superiorPostId === null ? say('admin/none') : say('duty/superior.outside', { id: superiorPostId });
  }

  #editor(post: Post) {
    return html`<jy-post-editor
      .post=${post}
      .posts=${this.posts ?? []}
      .areas=${this.areas}
      @jy-post-saved=${this.#saved}
      @jy-post-close=${() => (this.editing = null)}
    ></jy-post-editor>`;
  }

  get #area(): AreaCode | null {
    return this.area ?? this.home;
  }

  readonly #saved = async () => {
    toast(say('admin/saved'), 'done');
    await this.#read();
  };

  #shift(weeks: number): void {
    this.shiftedWeeks += weeks;
    void this.#readRota();
  }

  async #read(): Promise<void> {
    const area = this.#area;
    if (!area) return;
    const posts = await act(this, () => adminApi.posts(area));
    // A slow answer for an area that was left is not shown in the one that was chosen since.
    if (posts && area === this.#area) this.posts = posts;
    await this.#readRota();
  }

  async #readRota(): Promise<void> {
    const area = this.#area;
    if (!area) return;
    const { from, to } = weekOf(new Date(), this.shiftedWeeks);
    const rota = await act(this, () => adminApi.rota({ area, from: from.toISOString(), to: to.toISOString() }));
    if (rota && area === this.#area) this.rota = rota;
  }

  async #addShifts(wanted: NewShifts): Promise<void> {
    const added = await act(this, () => adminApi.addShifts(wanted));
    if (!added) return;
    toast(say('duty/added', { count: added.length }), added.length > 0 ? 'done' : 'partly');
    await this.#read();
  }

  async #addLeave(wanted: NewLeave): Promise<void> {
    const added = await act(this, () => adminApi.addLeave(wanted));
    if (!added) return;
    toast(say('duty/leave.added'), 'done');
    await this.#read();
  }

  async #after(removed: Promise<unknown>): Promise<void> {
    await act(this, () => removed);
    await this.#read();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-duty': JyDuty;
  }
}
