import { html, svg, type TemplateResult } from 'lit';
import { warningLevels, type WarningLevel } from '#contract/warnings.ts';
import { mark } from '../cartography/legend-marks.ts';
import { levelFill } from '../cartography/palette.ts';
import { hatchings, levelShapes } from '../cartography/shapes.ts';
import { say } from '../words/words.ts';

/** Badge and edge of each level. */
export function warningsLegend(): TemplateResult {
  return html`<span
    >${say('map/warned-edge')}${warningLevels.map((level) => html`${mark(levelShapes[level], levelFill[level])}${hatched(level)}${say(`map/level/${level}`)} `)}${say('map/coarse')}</span
  >`;
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
