import { css } from 'lit';

/** A quiet box of the top bar: one line, an icon or mark in front. */
export const chip = css`
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    height: 32px;
    max-width: 100%;
    padding: 0 12px;
    border: 1px solid var(--jy-line);
    border-radius: 6px;
    color: var(--jy-soft);
    font-size: 13px;
    white-space: nowrap;
  }
  .chip:hover {
    border-color: var(--jy-edge);
  }
  .chip > b,
  .chip > span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .chip b {
    flex: none;
    color: var(--jy-text);
    font-weight: 600;
  }
  .chip.drill {
    background: repeating-linear-gradient(135deg, var(--jy-drill-stripe) 0 8px, var(--jy-drill) 8px 16px);
    border-color: var(--jy-drill-edge);
    color: var(--jy-drill-text);
  }
  .chip.drill b {
    color: inherit;
  }
`;
