import { html, type TemplateResult } from 'lit';

/** The mark of the map, beside words. */
export function helpSign(size = 20): TemplateResult {
  return html`<svg width=${size} height=${size} viewBox="-10 -10 20 20" aria-hidden="true" focusable="false">
    <path d="M-3.4-8.2H3.4L8.2-3.4V3.4L3.4 8.2H-3.4L-8.2 3.4V-3.4Z" fill="#fff" stroke="#d7263d" stroke-width="2.4" />
    <path d="M0-4.4V1M0 3.6V4.4" stroke="#b8142c" stroke-width="2.6" stroke-linecap="round" />
  </svg>`;
}
