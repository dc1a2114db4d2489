import { css } from 'lit';

export const messageStyles = css`
  article {
    padding: 16px 20px 8px;
    font-size: 1.1875rem;
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
  button {
    border: 1px solid var(--jy-line);
    border-radius: 12px;
    background: var(--jy-raised);
    color: var(--jy-soft);
    font: 600 0.9375rem/1.35 var(--jy-face);
    cursor: pointer;
    touch-action: manipulation;
  }
  button:focus-visible {
    outline: 3px solid var(--jy-accent);
    outline-offset: 2px;
  }
  .household {
    display: grid;
    gap: 4px;
    padding: 12px 16px;
    border: 2px solid var(--jy-accent);
    border-radius: 8px;
  }
  .household span {
    color: var(--jy-orange-text);
    font-weight: 600;
  }
  .keeps {
    display: grid;
    grid-template-columns: 1fr auto;
    align-items: center;
    gap: 6px 12px;
    width: 100%;
    margin: 4px 0 12px;
    padding: 12px 16px;
    text-align: left;
  }
  .keeps b {
    color: var(--jy-text);
    font-size: 1.0625rem;
  }
  .keeps span {
    font-weight: 400;
  }
  .keeps svg {
    grid-row: 1 / span 2;
    grid-column: 2;
  }
  .door {
    display: grid;
    gap: 4px;
    margin: 0 0 12px;
    padding: 12px 16px;
    border: 2px solid var(--jy-orange-text);
    border-radius: 12px;
    font-size: 1rem;
    line-height: 1.4;
  }
  .door a {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 44px;
    color: var(--jy-accent);
  }
  .aloud {
    display: flex;
    align-items: center;
    gap: 8px;
    min-height: 44px;
    margin-bottom: 12px;
    padding: 4px 14px;
    color: var(--jy-accent);
  }
  .end {
    margin: 0 0 12px;
    color: var(--jy-dim);
    font-size: 0.8125rem;
    text-align: center;
  }
`;
