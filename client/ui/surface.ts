import { css } from 'lit';

/** What every panel looks like inside: headings, plain buttons, quiet lines. */
export const surface = css`
  :host {
    display: block;
    color: var(--jy-text);
    font: var(--jy-font);
    font-variant-numeric: tabular-nums;
  }
  * {
    box-sizing: border-box;
  }
  h2 {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 8px;
    margin: 0 0 8px;
    font-size: 13px;
    font-weight: 600;
    color: var(--jy-soft);
  }
  h2 small {
    font-size: 13px;
    font-weight: 400;
    color: var(--jy-dim);
  }
  p {
    margin: 0;
  }
  button {
    font: inherit;
    color: inherit;
    background: none;
    border: 0;
    padding: 0;
    cursor: pointer;
    text-align: inherit;
  }
  button:disabled {
    cursor: default;
    opacity: 0.5;
  }
  .icon-button {
    display: inline-grid;
    place-items: center;
    width: 32px;
    height: 32px;
    border-radius: 6px;
    color: var(--jy-soft);
  }
  .icon-button:hover:not(:disabled) {
    background: var(--jy-raised);
    color: var(--jy-text);
  }
  .action {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 32px;
    padding: 0 12px;
    border: 1px solid var(--jy-edge);
    border-radius: 6px;
    background: var(--jy-raised);
    font-weight: 600;
    font-size: 13px;
    white-space: nowrap;
  }
  .action:hover:not(:disabled) {
    border-color: var(--jy-accent);
  }
  .action.main {
    background: var(--jy-accent);
    border-color: var(--jy-accent);
    color: var(--jy-accent-ink);
  }
  /* Vaadin's fields lie in our shadow roots and draw their own rings. */
  :is(button, a, select, textarea, [tabindex]):focus-visible {
    outline: 2px solid var(--jy-accent);
    outline-offset: 1px;
  }
  /* It takes the focus for its window, which draws a ring of its own. */
  vaadin-dialog:focus-visible {
    outline: none !important;
  }
  .empty {
    color: var(--jy-dim);
    font-size: 13px;
    line-height: 1.6;
  }
  /* Numbers of a screen that is not current are dimmed: --jy-fresh is set by the desk. */
  .number {
    opacity: var(--jy-fresh, 1);
  }
`;
