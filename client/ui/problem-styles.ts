import { css } from 'lit';

/** What went wrong with what was entered, above the button that enters it. */
export const problemStyles = css`
  [role='alert'] {
    padding: 8px 12px;
    border: 1px solid var(--jy-level-red);
    border-radius: 6px;
    color: var(--jy-red-text);
    font-size: 13px;
  }
`;
