import { html, svg, type TemplateResult } from 'lit';

/** A mark of the legend with its words. */
export function legendEntry(mark: TemplateResult, words: string): TemplateResult {
  return html`<span>${mark}${words}</span>`;
}

/** A path of the symbol set, as the map draws it. */
export function mark(path: string, color: string): TemplateResult {
  return html`<svg width="12" height="12" viewBox="0 0 24 24" aria-hidden="true">
    ${svg`<path d=${path} fill=${color} fill-rule="evenodd"/>`}
  </svg>`;
}

/** A step of a scale, as it looks over the land. */
export function shade({ silenceFill, land, opacity }: { silenceFill: string; land: string; opacity: number }): TemplateResult {
  return html`<svg width="12" height="10" viewBox="0 0 12 10" aria-hidden="true">
    ${svg`<rect width="12" height="10" fill=${land}/><rect width="12" height="10" fill=${silenceFill} fill-opacity=${opacity}/>`}
  </svg>`;
}

export function disc(color: string, rim = 'none'): TemplateResult {
  return html`<svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
    ${svg`<circle cx="5" cy="5" r="4" fill=${color} stroke=${rim}/>`}
  </svg>`;
}

export function ring(color: string): TemplateResult {
  return html`<svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
    ${svg`<circle cx="5" cy="5" r="4" fill="none" stroke=${color} stroke-width="1.6"/>`}
  </svg>`;
}
