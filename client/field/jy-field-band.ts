import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FieldCall } from '#contract/field.ts';
import { headlineOf, shanghaiTime } from './field.view.ts';
import { levelStyles } from './level-styles.ts';
import type { Say } from './say.ts';

/** Level, version and headline on the level's colour; the level also by its sign and its shape. */
@customElement('jy-field-band')
export class JyFieldBand extends LitElement {
  @property({ attribute: false }) field!: FieldCall;
  @property({ attribute: false }) say!: Say;

  static override styles = [
    levelStyles,
    css`
      section {
        padding: 14px 20px 16px;
      }
      div {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 4px 16px;
      }
      p {
        margin: 0;
        font-size: 0.875rem;
      }
      h1 {
        margin: 4px 0 0;
        font-size: 1.625rem;
        line-height: 1.25;
        overflow-wrap: anywhere;
        /* Headlines are broken at their spaces, where they have any: not within a word. */
        word-break: keep-all;
      }
      svg {
        flex: none;
        width: 52px;
        height: 52px;
      }
      text {
        font: 700 18px var(--jy-face);
        text-anchor: middle;
        dominant-baseline: central;
      }
      .red text {
        fill: var(--jy-level-red);
      }
      .orange text {
        fill: var(--jy-level-orange);
      }
      .yellow text {
        fill: var(--jy-level-yellow);
      }
      .blue text {
        fill: var(--jy-level-blue);
      }
      .order text {
        fill: var(--jy-order);
      }
      @media (max-height: 720px) {
        section {
          padding: 8px 16px 10px;
        }
        h1 {
          font-size: 1.375rem;
        }
        svg {
          width: 40px;
          height: 40px;
        }
      }
      @media (min-width: 700px) and (min-height: 720px) {
        h1 {
          font-size: 1.875rem;
        }
      }
    `,
  ];

  override render() {
    const { level, version, sent, now } = this.field;
    const { say } = this;
    const sign = level === null ? say('field/order.sign') : say(`level/${level}.sign`);
    return html`<section class=${level ?? 'order'}>
      <div>
        <p>${level === null ? say('field/order') : say('field/version', { grade: say(`level/${level}.grade`), version })}</p>
        <p>${say('field/sent', { at: shanghaiTime(sent, now) })}</p>
      </div>
      <div>
        <h1>${headlineOf(this.field, say.locale)}</h1>
        <svg viewBox="0 0 52 52" role="img" aria-label=${level === null ? say('field/order') : say(`level/${level}`)}>
          <path d=${shapes[level ?? 'order']} fill="currentColor" />
          <text x="26" y=${level === 'red' ? 33 : 26}>${sign}</text>
        </svg>
      </div>
    </section>`;
  }
}

/** As everywhere: red triangle, orange diamond, yellow square, blue circle; an order, which has no level, a sheet with a corner cut off. */
const shapes = {
  red: 'M26 3 50 48H2z',
  orange: 'M26 1 51 26 26 51 1 26z',
  yellow: 'M6 6h40v40H6z',
  blue: 'M26 4a22 22 0 1 1 0 44 22 22 0 0 1 0-44z',
  order: 'M8 3h26l10 10v36H8z',
};

declare global {
  interface HTMLElementTagNameMap {
    'jy-field-band': JyFieldBand;
  }
}
