import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit';

/** Our own line icons on a 20 x 20 grid, drawn with the colour of the text around them. */
const shapes = {
  search: svg`<circle cx="9" cy="9" r="5.5"/><path d="m13.2 13.2 4.3 4.3"/>`,
  play: svg`<path d="M6.5 4v12l9.5-6z" fill="currentColor"/>`,
  pause: svg`<path d="M6.5 4v12M13.5 4v12" stroke-width="3"/>`,
  stepForward: svg`<path d="M5 4.5v11l7.5-5.5z" fill="currentColor"/><path d="M15.5 4.5v11"/>`,
  stepBack: svg`<path d="M15 4.5v11L7.5 10z" fill="currentColor"/><path d="M4.5 4.5v11"/>`,
  live: svg`<circle cx="10" cy="10" r="2.5" fill="currentColor"/><path d="M5.4 14.6a6.5 6.5 0 0 1 0-9.2M14.6 5.4a6.5 6.5 0 0 1 0 9.2"/>`,
  chevronRight: svg`<path d="m7.5 4.5 5.5 5.5-5.5 5.5"/>`,
  chevronLeft: svg`<path d="M12.5 4.5 7 10l5.5 5.5"/>`,
  chevronDown: svg`<path d="m4.5 7.5 5.5 5.5 5.5-5.5"/>`,
  close: svg`<path d="m5 5 10 10M15 5 5 15"/>`,
  plus: svg`<path d="M10 4v12M4 10h12"/>`,
  minus: svg`<path d="M4 10h12"/>`,
  fit: svg`<path d="M3.5 7V3.5H7M13 3.5h3.5V7M16.5 13v3.5H13M7 16.5H3.5V13"/><circle cx="10" cy="10" r="2" fill="currentColor"/>`,
  typhoon: svg`<circle cx="10" cy="10" r="2.4"/><path d="M15.5 3.2C9 2 4.6 5.6 4.6 10c0 1.6.6 3 1.6 4M4.5 16.8c6.5 1.2 10.9-2.4 10.9-6.8 0-1.6-.6-3-1.6-4"/>`,
  check: svg`<path d="m4 10.5 4 4 8-9"/>`,
  sun: svg`<circle cx="10" cy="10" r="3.4"/><path d="M10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M4.7 15.3l1.4-1.4M13.9 6.1l1.4-1.4"/>`,
  moon: svg`<path d="M16.5 12.2A7 7 0 0 1 7.8 3.5a7 7 0 1 0 8.7 8.7z"/>`,
  language: svg`<circle cx="10" cy="10" r="7"/><path d="M3 10h14M10 3c5 4.5 5 9.5 0 14M10 3c-5 4.5-5 9.5 0 14"/>`,
  user: svg`<circle cx="10" cy="7" r="3.2"/><path d="M3.8 17c.7-3.6 3.2-5.2 6.2-5.2s5.5 1.6 6.2 5.2"/>`,
  help: svg`<circle cx="10" cy="10" r="7"/><path d="M7.9 8a2.2 2.2 0 1 1 3.2 2c-.8.4-1.1.8-1.1 1.6M10 14.2v.2"/>`,
  warning: svg`<path d="M10 3 18 16.5H2z"/><path d="M10 8v4M10 14.2v.2"/>`,
  layers: svg`<path d="m10 3 7.5 4L10 11 2.5 7z"/><path d="m2.5 11 7.5 4 7.5-4"/>`,
  phone: svg`<path d="M5.2 3.2 8 3l1.2 3.8-1.7 1.3a9 9 0 0 0 4.4 4.4l1.3-1.7L17 12l-.2 2.8c-.1 1.2-1.1 2.1-2.3 2C8.5 16.2 3.8 11.5 3.2 5.5c-.1-1.2.8-2.2 2-2.3z"/>`,
  upload: svg`<path d="M10 13V3.5M6 7.2l4-4 4 4M3.5 13v3.5h13V13"/>`,
  panelLeft: svg`<rect x="2.5" y="3.5" width="15" height="13" rx="1.5"/><path d="M7.5 3.5v13"/>`,
  panelRight: svg`<rect x="2.5" y="3.5" width="15" height="13" rx="1.5"/><path d="M12.5 3.5v13"/>`,
  signOut: svg`<path d="M8 3.5H3.5v13H8M8.5 10h8.5M13.5 6.5 17 10l-3.5 3.5"/>`,
  link: svg`<path d="M8 5.5 10.2 3.3a3.7 3.7 0 0 1 5.3 5.3L13.3 10.8M12 14.5l-2.2 2.2a3.7 3.7 0 0 1-5.3-5.3l2.2-2.2M7.5 12.5l5-5"/>`,
  escalate: svg`<path d="M3.5 16.5h4v-4h4v-4h4v-4M12.5 3.5l3-1 1 3"/>`,
  note: svg`<path d="M4 3.5h12v9l-4 4H4zM12 16.5v-4h4M7 7.5h6M7 10.5h3"/>`,
  bell: svg`<path d="M5 14V9.5a5 5 0 0 1 10 0V14l1.5 1.5h-13zM8.5 17.5h3"/>`,
  bellOff: svg`<path d="M5 14V9.5a5 5 0 0 1 8-4M15 9v5l1.5 1.5h-13M8.5 17.5h3M3 3l14 14"/>`,
  widen: svg`<path d="M9 4.5 3.5 10 9 15.5M3.5 10h13"/>`,
  narrow: svg`<path d="m11 4.5 5.5 5.5-5.5 5.5M16.5 10h-13"/>`,
  refresh: svg`<path d="M16 8.5A6.3 6.3 0 0 0 4.4 7M4 11.5A6.3 6.3 0 0 0 15.6 13M4 3.5V7h3.5M16 16.5V13h-3.5"/>`,
  door: svg`<path d="M5.5 17V3.5h9V17M3.5 17h13M11.5 10.5v.2"/>`,
  print: svg`<path d="M6 7.5v-4h8v4M6 14H3.5V7.5h13V14H14M6 12h8v4.5H6z"/>`,
  settings: svg`<path d="M3 6h7M14 6h3M3 14h3M10 14h7"/><circle cx="12" cy="6" r="2"/><circle cx="8" cy="14" r="2"/>`,
  camera: svg`<path d="M2.5 6.5h3.2L7 4.5h6l1.3 2h3.2v9.5h-15z"/><circle cx="10" cy="11" r="3"/>`,
  pin: svg`<path d="M10 17.5c-3.5-4-5.2-6.6-5.2-9a5.2 5.2 0 0 1 10.4 0c0 2.4-1.7 5-5.2 9z"/><circle cx="10" cy="8.5" r="1.8"/>`,
  sound: svg`<path d="M3 8v4h3l4 3.5v-11L6 8z"/><path d="M13 7.5a3.5 3.5 0 0 1 0 5M15.3 5.2a6.8 6.8 0 0 1 0 9.6"/>`,
  house: svg`<path d="m3 10 7-6 7 6M5 8.5v8h10v-8M8.5 16.5V12h3v4.5"/>`,
  clock: svg`<circle cx="10" cy="10" r="7"/><path d="M10 6v4.3l2.8 1.7"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof shapes;

/** An icon for beside words or inside a button with a label of its own: hidden from assistive technology. */
export function icon(name: IconName, size = 18): TemplateResult {
  return html`<svg
    width=${size}
    height=${size}
    viewBox="0 0 20 20"
    fill="none"
    stroke="currentColor"
    stroke-width="1.6"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    ${shapes[name]}
  </svg>`;
}
