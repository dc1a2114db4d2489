import { css } from 'lit';

export const mapCardStyles = css`
  :host {
    display: block;
    width: 280px;
    font-size: 13px;
  }
  section {
    overflow: auto;
    max-height: 340px;
    padding: 10px 12px 12px;
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    color: var(--jy-dim);
  }
  header small {
    font-size: 12px;
  }
  h3 {
    margin: 2px 0 6px;
    font-size: 14px;
    font-weight: 600;
  }
  h3 em {
    margin-left: 8px;
    color: var(--jy-dim);
    font-size: 12px;
    font-style: normal;
    font-weight: 400;
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 3px 12px;
    margin: 0;
  }
  dt {
    color: var(--jy-dim);
  }
  dd {
    margin: 0;
    overflow-wrap: anywhere;
    font-variant-numeric: tabular-nums;
  }
  p {
    margin: 4px 0 0;
  }
  .bad {
    color: var(--jy-red-text);
  }
  button {
    display: inline-grid;
    place-items: center;
    min-width: 26px;
    height: 26px;
    border: 0;
    border-radius: 4px;
    background: none;
    color: inherit;
    cursor: pointer;
  }
  button:hover {
    background: var(--jy-raised);
  }
  :focus-visible {
    outline: 2px solid var(--jy-accent);
    outline-offset: -1px;
  }
  .deed {
    display: flex;
    gap: 4px;
    align-items: center;
    justify-content: space-between;
    width: 100%;
    min-height: 32px;
    margin-top: 8px;
    padding: 4px 10px;
    height: auto;
    border: 1px solid var(--jy-edge);
    border-radius: 6px;
    background: var(--jy-raised);
    font: inherit;
    font-weight: 600;
    text-align: left;
  }
  .deed:hover {
    border-color: var(--jy-accent);
  }
  footer {
    display: flex;
    gap: 8px;
    align-items: center;
    justify-content: center;
    margin-top: 6px;
    color: var(--jy-soft);
    font-variant-numeric: tabular-nums;
  }
`;
