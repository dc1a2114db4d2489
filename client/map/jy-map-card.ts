import { Task } from '@lit/task';
import { LitElement, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { RegisterLayerId } from '#contract/layers.ts';
import type { RecordCard } from '#contract/records.ts';
import { SignalWatcher } from '../state/signals.ts';
import { emptyWorld, type World } from '#contract/world.ts';
import { emit } from '../ui/emit.ts';
import { icon } from '../ui/icons.ts';
import { say, sayOr } from '../words/words.ts';
import type { CardDeed, CardLine, Told } from '../cartography/card.ts';
import { mapCardStyles } from './map-card-styles.ts';
import '../layers/jy-person-line.ts';
import { asPlayed, recordLines, type NameOf, type RecordLines } from '../layers/record-lines.view.ts';
import type { Register } from '../cartography/register.ts';

/** What the card speaks of: records of a register that are fetched when it opens, or lines that are there already. */
export type CardSubject = { kind: 'records'; layerId: RegisterLayerId; ids: readonly number[] } | { kind: 'told'; told: Told };

/** The card beside a place that was clicked: one record after another when several lie there. */
@customElement('jy-map-card')
export class JyMapCard extends SignalWatcher(LitElement) {
  @property({ attribute: false }) subject: CardSubject | null = null;
  @property({ attribute: false }) register: Register | null = null;
  @property({ attribute: false }) nameOf: NameOf = (code) => code;
  /** What the incident has changed of the registers. */
  @property({ attribute: false }) layerRows: World['layerRows'] = emptyWorld.layerRows;
  /** The day shown, ISO: decides what is overdue or expired. */
  @property() today = '';
  @property({ type: Boolean, attribute: 'may-reveal' }) mayReveal = false;
  @state() private index = 0;

  static override styles = mapCardStyles;

  readonly #records = new Task(this, {
    args: () => [this.subject, this.register] as const,
    task: ([subject, register]): Promise<RecordCard[]> => {
      this.index = 0;
      return subject?.kind === 'records' && register ? register.records(subject.layerId, subject.ids) : Promise.resolve([]);
    },
  });

  override render() {
    if (!this.subject) return nothing;
    return html`<section role="dialog" aria-label=${this.#kind()}>
      <header>
        <small>${this.#kind()}</small>
        <button class="close" aria-label=${say('card/close')} title=${say('card/close')} @click=${() => emit(this, 'jy-card-close', null)}>
          ${icon('close', 16)}
        </button>
      </header>
      ${this.subject.kind === 'told' ? this.#told(this.subject.told) : this.#recordBody()}
    </section>`;
  }

  #kind(): string {
    if (this.subject?.kind === 'told') return this.subject.told.label;
    return this.subject ? say(`layer/${this.subject.layerId}`) : '';
  }

  #told(told: Told): TemplateResult {
    return html`${this.#body(told)}${told.deeds.map((deed) => this.#deed(deed))}`;
  }

  #deed({ words, go }: CardDeed): TemplateResult {
    return html`<button class="deed" @click=${() => go(this)}>${words}${icon('chevronRight', 14)}</button>`;
  }

  #recordBody(): unknown {
    return this.#records.render({
      pending: () => html`<p>${say('card/loading')}</p>`,
      error: (error) => html`<p class="bad">${say('card/failed', { reason: reasonOf(error) })}</p>`,
      complete: (records) => {
        const record = records[Math.min(this.index, records.length - 1)];
        if (!record) return html`<p class="bad">${say('record/unknown')}</p>`;
        return html`${this.#body(recordLines(asPlayed(record, this.layerRows), this.nameOf, this.today), 'synthetic' in record && record.synthetic)}${this.#pager(records.length)}`;
      },
    });
  }

  #body({ title, lines }: RecordLines, isSynthetic = false): TemplateResult {
    return html`<h3>${title}${isSynthetic ? html`<em>${say('card/synthetic')}</em>` : nothing}</h3>
      <dl>${lines.map((line) => this.#line(line))}</dl>`;
  }

  #line(line: CardLine): TemplateResult {
    if (line.kind === 'text')
      return html`<dt>${line.label}</dt>
        <dd class=${line.isBad ? 'bad' : ''}>${line.text}</dd>`;
    return html`<dt>${line.label}</dt>
      <dd><jy-person-line .person=${line.person} .register=${this.register} ?may-reveal=${this.mayReveal}></jy-person-line></dd>`;
  }

  #pager(count: number): TemplateResult | typeof nothing {
    if (count < 2) return nothing;
    const turn = (step: number) => (this.index = (this.index + step + count) % count);
    return html`<footer>
      <button aria-label=${say('card/previous')} @click=${() => turn(-1)}>${icon('chevronLeft', 16)}</button>
      <span>${say('card/of', { at: this.index + 1, count })}</span>
      <button aria-label=${say('card/next')} @click=${() => turn(1)}>${icon('chevronRight', 16)}</button>
    </footer>`;
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error ? error.message : '';
  return sayOr(code, say('map/offline'));
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-map-card': JyMapCard;
  }
  interface HTMLElementEventMap {
    'jy-card-close': CustomEvent<null>;
  }
}
