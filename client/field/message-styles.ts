import { css } from 'lit';

export const messageStyles = css`
  :host {
    display: block;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  article {
    padding: 16px 20px 8px;
    font-size: 19px;
    line-height: 1.6;
    overflow-wrap: anywhere;
  }
  p {
    margin: 0 0 12px;
    white-space: pre-line;
  }
  .instruction {
    padding-left: 12px;
    border-left: 3px solid var(--jy-accent);
    font-weight: 600;
  }
  section {
    margin: 4px 0 12px;
    padding: 12px 16px;
    border-radius: 12px;
    background: var(--jy-raised);
    color: var(--jy-soft);
    font-size: 15px;
  }
  section b {
    color: var(--jy-text);
    font-size: 17px;
  }
  section p {
    margin: 6px 0 0;
  }
  .end {
    margin: 0;
    color: var(--jy-dim);
    font-size: 13px;
    text-align: center;
  }
`;
