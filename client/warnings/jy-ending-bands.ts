import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { bandStyles, lowBandStyles } from '../ui/band-styles.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { surface } from '../ui/surface.ts';
import { agedText } from '../words/format.ts';
import { say } from '../words/words.ts';
import { recentEndings, type WarningEnding } from './endings.view.ts';
import '../notices/jy-level.ts';
import { seenEndings } from './seen-endings.ts';
import { warningTitle } from '../notices/warning-title.ts';

/** That a warning was lifted, or replaced by a later version: said until somebody at this desk has taken note. */
@customElement('jy-ending-bands')
export class JyEndingBands extends SignalWatcher(LitElement) {
  /** The world of now. */
  @property({ attribute: false }) world: World = emptyWorld;
  /** The incident's time. */
  @property({ attribute: false }) now = new Date(0);
  @state() private seen: ReadonlySet<string> = new Set();

  static override styles = [
    surface,
    bandStyles,
    lowBandStyles,
    css`
      .band {
        background: #cfe3f5;
      }
    `,
  ];

  override willUpdate(changed: PropertyValues<this>): void {
    const { incident } = this.world;
    if (changed.has('world') && changed.get('world')?.incident?.id !== incident?.id)
      this.seen = incident ? seenEndings.of(incident.id) : new Set();
  }

  override render() {
    const unseen = recentEndings(this.world, this.now).filter(({ key }) => !this.seen.has(key));
    const [newest] = unseen;
    return newest ? this.#band(newest, unseen) : nothing;
  }

  #band({ kind, at, by, ended }: WarningEnding, unseen: readonly WarningEnding[]) {
    const title = warningTitle(ended ?? by);
    return html`<section class="band ending" role="status">
      <jy-level level=${(ended ?? by).level}></jy-level>
      <p>
        <b>${say(`ending/${kind}`, { title, next: warningTitle(by) })}</b>
        <span>${agedText(new Date(at), this.now)}</span>
        ${unseen.length > 1 ? html`<small>${say('ending/more', { count: unseen.length - 1 })}</small>` : nothing}
      </p>
      <div class="buttons">
        <button @click=${() => emit(this, 'jy-warning-open', by.id)}>${say('warning/open')}</button>
        <button class="note" @click=${() => this.#note(unseen)}>${say('release/noted')}</button>
      </div>
    </section>`;
  }

  #note(unseen: readonly WarningEnding[]): void {
    this.seen = new Set([...this.seen, ...unseen.map(({ key }) => key)]);
    const { incident } = this.world;
    if (incident) seenEndings.note(incident.id, this.seen);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-ending-bands': JyEndingBands;
  }
}
