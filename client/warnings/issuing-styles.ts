import { css } from 'lit';

export const issuingStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    height: 100%;
    background: var(--jy-panel);
  }
  header {
    display: flex;
    flex: none;
    gap: 12px;
    align-items: center;
    padding: 8px 10px 8px 16px;
    border-bottom: 1px solid var(--jy-line);
  }
  header h2 {
    margin: 0;
    font-size: 15px;
    color: var(--jy-text);
    white-space: nowrap;
  }
  nav {
    display: flex;
    gap: 12px;
    margin-left: auto;
    font-size: 13px;
    color: var(--jy-dim);
    white-space: nowrap;
  }
  [aria-current='step'] {
    color: var(--jy-text);
    font-weight: 600;
    box-shadow: 0 2px 0 var(--jy-accent);
  }
  .body {
    display: grid;
    flex: 1;
    gap: 14px;
    align-content: start;
    min-height: 0;
    padding: 12px 16px 20px;
    overflow: hidden auto;
  }
  .into {
    padding: 6px 10px;
    border: 1px solid var(--jy-level-red);
    border-radius: 6px;
    font-size: 13px;
  }
  .into.drill {
    border-color: var(--jy-drill-edge);
    background: var(--jy-drill);
    color: var(--jy-drill-text);
  }
  .problem {
    padding: 8px 12px;
    border-left: 3px solid var(--jy-level-red);
    background: var(--jy-raised);
    font-size: 13px;
  }
  .problem ul {
    max-height: 140px;
    margin: 4px 0 0;
    padding-left: 18px;
    overflow: auto;
  }
  footer {
    display: flex;
    flex: none;
    gap: 10px;
    align-items: center;
    justify-content: space-between;
    padding: 10px 16px;
    border-top: 1px solid var(--jy-line);
  }
  footer .action {
    min-height: 40px;
  }
  .status {
    min-width: 0;
    font-size: 13px;
    color: var(--jy-soft);
  }
  .deed {
    flex: 1;
    min-width: 0;
    font-size: 15px;
    white-space: normal;
    text-align: center;
  }
  .deed.rings {
    border-color: var(--jy-level-red);
    background: var(--jy-level-red);
    color: #fff;
  }
  .deed[aria-disabled='true'] {
    opacity: 0.55;
    cursor: default;
  }
`;
