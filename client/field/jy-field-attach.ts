import { LitElement, css, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { icon } from '../ui/icons.ts';
import { smallPhoto } from './photo.ts';
import { readPosition, type Position } from './position.ts';
import type { Say } from './say.ts';

/** What the server can read; phones that take others convert them for a page that says so. */
const photoTypes = 'image/jpeg,image/png,image/webp';

/** A photo and the position of this device, both optional, to go with an answer: handed over and emptied by {@link take}. */
@customElement('jy-field-attach')
export class JyFieldAttach extends LitElement {
  @property({ attribute: false }) say!: Say;
  @state() private photo: Blob | null = null;
  @state() private position: Position | 'reading' | 'none' | null = null;
  @query('input') private input!: HTMLInputElement;

  static override styles = css`
    :host {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 12px;
      margin-top: 12px;
    }
    button {
      display: flex;
      align-items: center;
      justify-content: center;
      gap: 8px;
      min-height: 52px;
      padding: 4px 8px;
      border: 1px solid var(--jy-edge);
      border-radius: 8px;
      background: var(--jy-raised);
      color: var(--jy-text);
      font: 600 1rem/1.25 var(--jy-face);
      cursor: pointer;
      touch-action: manipulation;
    }
    button:focus-visible {
      outline: 3px solid var(--jy-accent);
      outline-offset: 1px;
    }
    .there {
      border-color: var(--jy-ok);
      color: var(--jy-ok);
    }
    input {
      display: none;
    }
    img {
      width: 64px;
      height: 48px;
      border-radius: 4px;
      object-fit: cover;
    }
  `;

  #pictureUrl = '';
  /** The photo while it is made small: an old phone needs a second or two for that. */
  #preparing: Promise<Blob | null> = Promise.resolve(null);

  /** What is there now, and the photo that is being prepared: it must neither miss its answer nor go with the next one. */
  async take(): Promise<{ photo?: Blob; position?: Position }> {
    const { position } = this;
    const preparing = this.#preparing;
    this.#clear();
    const photo = await preparing;
    return { ...(photo && { photo }), ...(position && typeof position === 'object' && { position }) };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#clear();
  }

  override render() {
    const { say } = this;
    return html`<input type="file" accept=${photoTypes} @change=${() => void this.#chosen()} />
      ${
        this.photo
          ? html`<button type="button" class="there" aria-label=${say('field/photo.remove')} @click=${() => this.#removePhoto()}>
              <img src=${this.#pictureUrl} alt=${say('field/photo.alt')} />${icon('close')}
            </button>`
          : html`<button type="button" @click=${() => this.input.click()}>${icon('camera', 20)} ${say('field/photo.add')}</button>`
      }
      <button type="button" class=${typeof this.position === 'object' && this.position ? 'there' : ''} @click=${() => void this.#locate()}>
        ${icon('pin', 20)} <span aria-live="polite">${this.#positionWords()}</span>
      </button> `;
  }

  #positionWords(): string {
    const { position, say } = this;
    if (position === null) return say('field/position.add');
    if (typeof position === 'string') return say(`field/position.${position}`);
    return say('field/position.there', { meters: position.accuracyMeters ?? '?' });
  }

  /** A second tap takes the position away again. */
  async #locate(): Promise<void> {
    if (this.position === 'reading') return;
    if (typeof this.position === 'object' && this.position) {
      this.position = null;
      return;
    }
    this.position = 'reading';
    this.#found(await readPosition());
  }

  #found(position: Position | null): void {
    // Meanwhile the form may have been sent and cleared.
    if (this.position === 'reading') this.position = position ?? 'none';
  }

  async #chosen(): Promise<void> {
    const [file] = this.input.files ?? [];
    this.input.value = '';
    if (!file) return;
    const preparing = smallPhoto(file).catch(() => file);
    this.#preparing = preparing;
    const photo = await preparing;
    // Meanwhile the form may have been sent, or another photo chosen.
    if (this.#preparing === preparing) this.#show(photo);
  }

  #clear(): void {
    this.position = null;
    this.#removePhoto();
  }

  #removePhoto(): void {
    this.#preparing = Promise.resolve(null);
    this.#show(null);
  }

  #show(photo: Blob | null): void {
    if (this.#pictureUrl) URL.revokeObjectURL(this.#pictureUrl);
    this.#pictureUrl = photo ? URL.createObjectURL(photo) : '';
    this.photo = photo;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-field-attach': JyFieldAttach;
  }
}
