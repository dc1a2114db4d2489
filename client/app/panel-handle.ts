import { html, type TemplateResult } from 'lit';
import { icon } from '../ui/icons.ts';
import { say } from '../words/words.ts';
import type { Side } from '../desk/feature.ts';

/** At the edge of the map: puts the panel beside it away, or brings it back. */
export function panelHandle(side: Side, { isAway, toggle }: { isAway: boolean; toggle: () => void }): TemplateResult {
  const label = say(isAway ? 'app/panel.show' : 'app/panel.hide', { panel: say(`app/panel.${side}`) });
  const pointsLeft = isAway === (side === 'right');
  return html`<button
    class="away from-${side}"
    title="${label} (${side === 'left' ? '[' : ']'})"
    aria-label=${label}
    aria-expanded=${!isAway}
    @click=${toggle}
  >
    ${icon(pointsLeft ? 'chevronLeft' : 'chevronRight', 12)}
  </button>`;
}
