import { css } from 'lit';

/** What dialogs ask by: options of which one is chosen, and a text of more than a line. */
export const dialogFormStyles = css`
  fieldset {
    display: grid;
    gap: 6px;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend {
    padding: 0;
    font-size: 13px;
    color: var(--jy-soft);
  }
  .option {
    display: grid;
    grid-template-columns: auto 1fr;
    gap: 2px 8px;
    align-items: center;
    padding: 6px 10px;
    border: 1px solid var(--jy-line);
    border-radius: 6px;
    cursor: pointer;
  }
  .option:has(input:checked) {
    border-color: var(--jy-accent);
  }
  .option input {
    accent-color: var(--jy-accent);
  }
  textarea {
    display: block;
    width: 100%;
    min-height: 64px;
    margin-top: 4px;
    padding: 8px 10px;
    border: 1px solid var(--jy-edge);
    border-radius: 6px;
    background: var(--jy-ground);
    color: var(--jy-text);
    font: var(--jy-font);
    resize: vertical;
  }
`;
