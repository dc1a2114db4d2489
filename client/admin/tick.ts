import { html } from 'lit';
import { live } from 'lit/directives/live.js';

/**
 * A box that is ticked as the draft says. What was clicked is not remembered: the draft may be thrown away or exchanged for another, and a
 * box that keeps its own mind would show what nobody has saved.
 */
export function tick(label: string, isOn: boolean, toggle: () => void) {
  return html`<label class="inline"> <input type="checkbox" .checked=${live(isOn)} @change=${toggle} />${label} </label>`;
}
