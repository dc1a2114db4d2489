import { css } from 'lit';

/** Plain fields that look like the rest and need no library: at least 32 pixels high. */
export const inputs = css`
  input:not([type='checkbox'], [type='radio']),
  select,
  textarea {
    width: 100%;
    min-width: 0;
    min-height: 34px;
    padding: 4px 8px;
    border: 1px solid var(--jy-edge);
    border-radius: 6px;
    background: var(--jy-raised);
    color: var(--jy-text);
    font: inherit;
    font-size: 13px;
  }
  textarea {
    min-height: 72px;
    resize: vertical;
  }
  input[type='checkbox'],
  input[type='radio'] {
    flex: none;
    width: 18px;
    height: 18px;
    margin: 0;
    accent-color: var(--jy-accent);
  }
  :is(input, select, textarea)[aria-invalid='true'] {
    border-color: var(--jy-level-red);
  }
  input:focus-visible {
    outline: 2px solid var(--jy-accent);
    outline-offset: 1px;
  }
`;
