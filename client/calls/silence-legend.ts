import { html, type TemplateResult } from 'lit';
import { disc, legendEntry, mark, shade } from '../cartography/legend-marks.ts';
import { palettes, type Theme } from '../cartography/palette.ts';
import { unrousedShapes } from '../cartography/shapes.ts';
import { say } from '../words/words.ts';
import { silenceSteps } from './silence.layer.ts';

/** Shade by the share that is silent, the count of each township, and who could not be roused. */
export function silenceLegend(theme: Theme): readonly TemplateResult[] {
  const { silent, silentRim, silenceFill, land } = palettes[theme];
  const upTo = silenceSteps.slice(1).map(({ from }) => `<${Math.round(from * 100)}`);
  const last = `≥${Math.round((silenceSteps.at(-1)?.from ?? 0) * 100)}`;
  return [
    html`<span
      >${say('map/silent-shade')}${silenceSteps.map(({ opacity }, at) => html`${shade({ silenceFill, land, opacity })}${upTo[at] ?? last}`)}
      %</span
    >`,
    legendEntry(disc(silent, silentRim), say('map/silent-overdue')),
    legendEntry(mark(unrousedShapes.doors, silentRim), say('map/unroused-doors')),
    legendEntry(mark(unrousedShapes.posts, silentRim), say('map/unroused-posts')),
  ];
}
