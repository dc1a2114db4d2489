import { LitElement, css, html, nothing, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { registerLayers } from '#contract/layers.ts';
import { warningLevels, type WarningLevel } from '#contract/warnings.ts';
import { typhoonClasses } from '#contract/typhoons.ts';
import { silenceSteps } from '../calls/silence.layer.ts';
import { levelFill, palettes, typhoonClassColor, windRadiusColor, type Theme } from '../cartography/palette.ts';
import { hatchings, levelShapes, shapes, unrousedShapes } from '../cartography/shapes.ts';
import { SignalWatcher } from '../state/signals.ts';
import { say } from '../words/words.ts';
import { layerLooks } from '../cartography/layer-looks.ts';

/** What the map shows, and nothing that it does not show. */
@customElement('jy-legend')
export class JyLegend extends SignalWatcher(LitElement) {
  @property({ attribute: false }) visible: ReadonlySet<string> = new Set();
  @property() theme: Theme = 'dark';
  /** Whether a typhoon is on the map. */
  @property({ type: Boolean, attribute: 'has-typhoon' }) hasTyphoon = false;
  @property({ type: Boolean, attribute: 'has-warnings' }) hasWarnings = false;

  static override styles = css`
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: 4px 14px;
      align-items: center;
    }
    span {
      display: inline-flex;
      gap: 5px;
      align-items: center;
      white-space: nowrap;
    }
    svg {
      flex: none;
    }
    em {
      font-style: normal;
      font-weight: 600;
    }
  `;

  override render() {
    return html`
      ${this.hasWarnings && this.visible.has('warnings') ? this.#warnings() : nothing}
      ${this.visible.has('silence') ? this.#silence() : nothing}
      ${this.visible.has('brokenLinks') ? this.#entry(disc(palettes[this.theme].halo, palettes[this.theme].supply), say('layer/brokenLinks')) : nothing}
      ${registerLayers.filter((id) => this.visible.has(id)).map((id) => this.#register(id))}
      ${this.hasTyphoon && this.visible.has('typhoon') ? this.#typhoon() : nothing}
    `;
  }

  #entry(mark: TemplateResult, words: string): TemplateResult {
    return html`<span>${mark}${words}</span>`;
  }

  /** Shade by the share that is silent, the count of each township, and who could not be roused. */
  #silence(): TemplateResult {
    const { silent, silentRim, silenceFill, land } = palettes[this.theme];
    const upTo = silenceSteps.slice(1).map(({ from }) => `<${Math.round(from * 100)}`);
    const last = `≥${Math.round((silenceSteps.at(-1)?.from ?? 0) * 100)}`;
    return html`
      <span
        >${say('map/silent-shade')}${silenceSteps.map(({ opacity }, at) => html`${shade({ silenceFill, land, opacity })}${upTo[at] ?? last}`)}
        %</span
      >
      ${this.#entry(disc(silent, silentRim), say('map/silent-overdue'))}
      ${this.#entry(mark(unrousedShapes.doors, silentRim), say('map/unroused-doors'))}
      ${this.#entry(mark(unrousedShapes.posts, silentRim), say('map/unroused-posts'))}
    `;
  }

  #register(id: (typeof registerLayers)[number]): TemplateResult {
    const { shape, color } = layerLooks[id];
    const note = id === 'hazards' ? say('map/faint-closed') : '';
    return this.#entry(mark(shapes[shape], palettes[this.theme][color]), say(`layer/${id}`) + note);
  }

  #warnings(): TemplateResult {
    return html`<span
      >${say('map/warned-edge')}${warningLevels.map((level) => html`${mark(levelShapes[level], levelFill[level])}${hatched(level)}${say(`map/level/${level}`)} `)}${say('map/coarse')}</span
    >`;
  }

  #typhoon(): TemplateResult {
    return html`
      <span>${typhoonClasses.map((name) => html`<em style="color:inherit">${name}</em>${disc(typhoonClassColor[name])}`)}</span>
      <span>${([7, 10, 12] as const).map((beaufort) => ring(windRadiusColor[beaufort]))}${say('map/winds')}</span>
    `;
  }
}

function mark(path: string, color: string): TemplateResult {
  return html`<svg width="12" height="12" viewBox="0 0 24 24" aria-hidden="true">
    ${svg`<path d=${path} fill=${color} fill-rule="evenodd"/>`}
  </svg>`;
}

/** A step of the scale, as it looks over the land. */
function shade({ silenceFill, land, opacity }: { silenceFill: string; land: string; opacity: number }): TemplateResult {
  return html`<svg width="12" height="10" viewBox="0 0 12 10" aria-hidden="true">
    ${svg`<rect width="12" height="10" fill=${land}/><rect width="12" height="10" fill=${silenceFill} fill-opacity=${opacity}/>`}
  </svg>`;
}

/** The band along the edge of a warned area. */
function hatched(level: WarningLevel): TemplateResult {
  const { period, stroke, slant } = hatchings[level];
  const strokes = [0, 1, 2, 3].map((nr) => (nr + 0.5) * period - slant * 5);
  return html`<svg width="22" height="10" viewBox="0 0 22 10" aria-hidden="true">
    ${strokes.map((x) => svg`<path d="M${x} 10L${x + slant * 10} 0" stroke=${levelFill[level]} stroke-width=${stroke}/>`)}
    ${svg`<path d="M0 .75H22" stroke=${levelFill[level]} stroke-width="1.5"/>`}
  </svg>`;
}

function disc(color: string, rim = 'none'): TemplateResult {
  return html`<svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
    ${svg`<circle cx="5" cy="5" r="4" fill=${color} stroke=${rim}/>`}
  </svg>`;
}

function ring(color: string): TemplateResult {
  return html`<svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
    ${svg`<circle cx="5" cy="5" r="4" fill="none" stroke=${color} stroke-width="1.6"/>`}
  </svg>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'jy-legend': JyLegend;
  }
}
