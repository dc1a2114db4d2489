import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Area } from '#contract/areas.ts';
import { contactChannels, type ContactChannel, type EditedPost, type Post, type PostPerson } from '#contract/posts.ts';
import { act } from '../api/act.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { nameOf } from '../words/format.ts';
import { say, sayOr } from '../words/words.ts';
import { adminApi } from './admin-api.ts';
import { adminStyles } from './admin-styles.ts';
import { candidatesOf } from './rota.view.ts';

const mostContacts = 9;

/** Gives a post its person, deputy and superior, and sets the numbers of its person, which it never sees in the clear. */
@customElement('jy-post-editor')
export class JyPostEditor extends SignalWatcher(LitElement) {
  @property({ attribute: false }) post!: Post;
  /** Of the same area: who may be chosen. */
  @property({ attribute: false }) posts: readonly Post[] = [];
  @property({ attribute: false }) areas: readonly Area[] = [];
  @state() private edited!: EditedPost;
  /** Posts to which this one could answer: those of its own area and of the one above. */
  @state() private superiors: readonly Post[] = [];
  @state() private isBusy = false;

  static override styles = [
    surface,
    adminStyles,
    css`
      :host {
        display: grid;
        gap: 16px;
        padding: 12px 4px;
      }
      ul {
        display: grid;
        gap: 8px;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        align-items: center;
      }
      li > span:first-child {
        min-width: 170px;
      }
      form.row {
        gap: 8px;
      }
      form input[name] {
        width: 200px;
      }
      form select[name] {
        width: auto;
      }
    `,
  ];

  override willUpdate(changed: PropertyValues): void {
    if (!changed.has('post')) return;
    const { person, deputy, superiorPostId } = this.post;
    this.edited = { personId: person.id, deputyId: deputy?.id ?? null, superiorPostId };
    void this.#readSuperiors();
  }

  override render() {
    const { edited, post } = this;
    const people = candidatesOf(this.posts).map(({ id, maskedName, postKind }) => ({
      id,
      text: `${maskedName} #${id} ${sayOr(`post/${postKind}`, postKind)}`,
    }));
    const superiors = this.superiors
      .filter(({ id }) => id !== post.id)
      .map(({ id, kind, areaCode, person }) => ({
        id,
        text: `${this.#areaName(areaCode)} ${sayOr(`post/${kind}`, kind)} ${person.maskedName}`,
      }));
    return html`
      <h3>${say('duty/edit')} · ${sayOr(`post/${post.kind}`, post.kind)}</h3>
      <div class="fields">
        ${this.#select(say('duty/person'), { value: edited.personId, options: people, set: (id) => id && this.#change({ personId: id }) })}
        ${this.#select(say('duty/deputy'), { value: edited.deputyId, options: people, set: (deputyId) => this.#change({ deputyId }), none: true })}
        ${this.#select(say('duty/superior'), {
          value: edited.superiorPostId,
          options: superiors,
          set: (superiorPostId) => this.#change({ superiorPostId }),
          none: true,
        })}
        <span class="row">
          <button class="action main" ?disabled=${this.isBusy} @click=${this.#save}>${say('admin/save')}</button>
          <button class="action" @click=${() => emit(this, 'jy-post-close', null)}>${say('app/cancel')}</button>
        </span>
      </div>
      <section>
        <h3>${say('duty/contacts')} · ${post.person.maskedName} #${post.person.id}</h3>
        <p class="note">${say('duty/contact.blind')}</p>
        <ul>
          ${post.person.contacts.map((contact) => this.#contact(post.person, contact))} ${this.#nextContact(post.person)}
        </ul>
      </section>
    `;
  }

  #select(
    label: string,
    choice: { value: number | null; options: { id: number; text: string }[]; set: (id: number | null) => unknown; none?: boolean },
  ) {
    const { value, options, none } = choice;
    const isKnown = value === null || options.some(({ id }) => id === value);
    return html`<label class="stacked">
      ${label}
      <select
        .value=${live(String(value ?? ''))}
        @change=${(event: Event) => {
          const { value: chosen } = event.target as HTMLSelectElement;
          choice.set(chosen === '' ? null : Number(chosen));
        }}
      >
        ${none ? html`<option value="" ?selected=${value === null}>${say('admin/none')}</option>` : nothing}
        ${isKnown ? nothing : html`<option value=${String(value)} selected>#${value}</option>`}
        ${options.map(({ id, text }) => html`<option value=${id} ?selected=${id === value}>${text}</option>`)}
      </select>
    </label>`;
  }

  #contact(person: PostPerson, { ordinal, channel, maskedAddress, hasFailed, cannotDial }: PostPerson['contacts'][number]) {
    return html`<li>
      <span>
        ${say(`duty/contact.${channel}`)} ${maskedAddress}
        ${cannotDial ? html`<span class="badge bad">${say('duty/contact.undialable')}</span>` : nothing}
        ${hasFailed ? html`<span class="badge bad">${say('duty/contact.failed')}</span>` : nothing}
      </span>
      ${this.#contactForm(person, { ordinal, channel, words: 'duty/contact.set' })}
      <button class="action" ?disabled=${this.isBusy} @click=${() => this.#after(adminApi.removeContact(person.id, ordinal))}>
        ${say('admin/remove')}
      </button>
    </li>`;
  }

  #nextContact(person: PostPerson) {
    const taken = new Set(person.contacts.map(({ ordinal }) => ordinal));
    const ordinal = Array.from({ length: mostContacts }, (_, at) => at + 1).find((each) => !taken.has(each));
    if (!ordinal) return nothing;
    return html`<li>
      <span>${say('duty/contact.new')}</span>${this.#contactForm(person, { ordinal, channel: 'mobile', words: 'duty/contact.add' })}
    </li>`;
  }

  #contactForm(
    person: PostPerson,
    { ordinal, channel, words }: { ordinal: number; channel: ContactChannel; words: 'duty/contact.set' | 'duty/contact.add' },
  ) {
    const submit = (event: SubmitEvent) => {
      event.preventDefault();
      const form = event.target as HTMLFormElement;
      const typed = new FormData(form);
      const chosen = contactChannels.find((each) => each === typed.get('channel')) ?? channel;
      const address = typed.get('address');
      if (typeof address !== 'string' || address.trim() === '') return;
      form.reset();
      void this.#after(adminApi.saveContact(person.id, ordinal, { channel: chosen, address }));
    };
    return html`<form class="row" @submit=${submit}>
      <select name="channel" aria-label=${say('duty/kind')}>
        ${contactChannels.map((each) => html`<option value=${each} ?selected=${each === channel}>${say(`duty/contact.${each}`)}</option>`)}
      </select>
      <input
        name="address"
        maxlength="120"
        autocomplete="off"
        aria-label=${say('duty/contact.new')}
        placeholder=${say('duty/contact.new')}
      />
      <button class="action" ?disabled=${this.isBusy}>${say(words)}</button>
    </form>`;
  }

  #areaName(code: string): string {
    const area = this.areas.find((each) => each.code === code);
    return area ? nameOf(area) : '';
  }

  #change(change: Partial<EditedPost>): void {
    this.edited = { ...this.edited, ...change };
  }

  async #readSuperiors(): Promise<void> {
    const { areaCode, superior } = this.post;
    const above = superior?.areaCode ?? areaCode;
    const others = above === areaCode ? [] : ((await act(this, () => adminApi.posts(above))) ?? []);
    this.superiors = [...others, ...this.posts.filter(({ level }) => level !== 'household')];
  }

  readonly #save = () => this.#after(adminApi.savePost(this.post.id, this.edited));

  async #after(done: Promise<unknown>): Promise<void> {
    this.isBusy = true;
    const isDone = await act(this, async () => {
      await done;
      return true;
    });
    this.isBusy = false;
    if (isDone) emit(this, 'jy-post-saved', null);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-post-editor': JyPostEditor;
  }
  interface HTMLElementEventMap {
    'jy-post-saved': CustomEvent<null>;
    'jy-post-close': CustomEvent<null>;
  }
}
