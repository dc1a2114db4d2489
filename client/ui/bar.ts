import { css } from 'lit';

/** The thin line at the head of every screen at a desk: the element itself is the bar. */
export const bar = css`
  :host {
    display: flex;
    align-items: center;
    gap: 12px;
    min-width: 0;
    padding: 0 16px;
    border-bottom: 1px solid var(--jy-line);
    background: var(--jy-panel);
  }
  h1 {
    flex: none;
    margin: 0;
    font-size: 17px;
    font-weight: 600;
    white-space: nowrap;
  }
`;
