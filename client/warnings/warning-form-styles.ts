import { css } from 'lit';

export const warningFormStyles = css`
  .form {
    display: grid;
    gap: 16px;
  }
  fieldset {
    display: grid;
    gap: 8px;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend,
  .label {
    padding: 0;
    font-size: 13px;
    font-weight: 600;
    color: var(--jy-soft);
  }
  /* The gap of the grid is not kept below a legend. */
  legend {
    margin-bottom: 6px;
  }
  .hint {
    font-size: 12px;
    color: var(--jy-dim);
  }
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .chip,
  .tile {
    position: relative;
    display: flex;
    gap: 6px;
    align-items: center;
    justify-content: center;
    min-height: 34px;
    padding: 0 12px;
    border: 1px solid var(--jy-edge);
    border-radius: 6px;
    background: var(--jy-raised);
    font-size: 13px;
    cursor: pointer;
  }
  .tiles {
    display: grid;
    grid-template-columns: repeat(4, minmax(0, 1fr));
    gap: 6px;
  }
  .tile {
    flex-direction: column;
    gap: 3px;
    min-height: 74px;
    padding: 8px 4px;
    text-align: center;
  }
  .tile span {
    text-transform: capitalize;
  }
  .tile small {
    font-size: 12px;
    color: var(--jy-dim);
  }
  /* The whole tile is the button; the radio in it is for the keyboard and for who cannot see. */
  .chip input,
  .tile input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    min-height: 0;
    margin: 0;
    opacity: 0;
    cursor: inherit;
  }
  :is(.chip, .tile):has(input:checked) {
    border-color: var(--jy-accent);
    box-shadow: inset 0 0 0 1px var(--jy-accent);
    background: var(--jy-panel);
    font-weight: 600;
  }
  :is(.chip, .tile):has(input:focus-visible) {
    outline: 2px solid var(--jy-accent);
    outline-offset: 2px;
  }
  :is(.chip, .tile):has(input:disabled) {
    cursor: default;
  }
  :is(.chip, .tile):has(input:disabled):not(:has(input:checked)) {
    opacity: 0.45;
  }
  .two {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 10px;
  }
  .stacked {
    display: grid;
    gap: 4px;
    min-width: 0;
    font-size: 12px;
    color: var(--jy-dim);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 10px;
    align-items: center;
    justify-content: space-between;
  }
  textarea {
    min-height: 58px;
    line-height: 1.5;
  }
  .odd {
    color: var(--jy-orange-text);
    font-size: 13px;
  }
  .message {
    display: grid;
    gap: 6px;
    padding: 10px 12px;
    border: 1px solid var(--jy-accent);
    border-radius: 8px;
    font-size: 13px;
  }
  details summary {
    font-size: 13px;
    color: var(--jy-soft);
    cursor: pointer;
  }
  details[open] summary {
    margin-bottom: 6px;
  }
  .sms {
    padding: 8px 10px;
    border-radius: 6px;
    background: var(--jy-raised);
    font-size: 13px;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .cap textarea {
    min-height: 92px;
    font:
      12px/1.5 ui-monospace,
      monospace;
  }
  .file {
    position: relative;
    overflow: hidden;
  }
  .file input {
    position: absolute;
    inset: 0;
    min-height: 0;
    opacity: 0;
    cursor: pointer;
  }
  .file:focus-within {
    outline: 2px solid var(--jy-accent);
  }
  @media (max-width: 460px) {
    .two {
      grid-template-columns: 1fr;
    }
  }
`;
