import { css } from 'lit';

export const ledgerPageStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: 100%;
    background: var(--jy-ground);
  }
  header {
    display: flex;
    flex: none;
    align-items: center;
    gap: 12px;
    min-height: 52px;
    padding: 0 16px;
    border-bottom: 1px solid var(--jy-line);
    background: var(--jy-panel);
  }
  h1 {
    flex: none;
    margin: 0;
    font-size: 17px;
    font-weight: 600;
  }
  a {
    color: inherit;
    text-decoration: none;
  }
  [role='tablist'] {
    display: flex;
    gap: 4px;
    overflow-x: auto;
  }
  [role='tab'] {
    height: 32px;
    padding: 0 12px;
    border-radius: 6px;
    color: var(--jy-soft);
    white-space: nowrap;
  }
  [role='tab'][aria-selected='true'] {
    background: var(--jy-raised);
    color: var(--jy-text);
    font-weight: 600;
  }
  .tools {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-left: auto;
  }
  main {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 12px;
    min-height: 0;
    padding: 12px 16px;
    overflow: auto;
  }
  .entries {
    display: flex;
    flex: 1;
    gap: 12px;
    min-height: 320px;
  }
  jy-ledger-grid {
    flex: 1;
    min-width: 0;
  }
  jy-ledger-entry {
    flex: 0 0 340px;
  }
  @media (max-width: 900px) {
    header {
      flex-wrap: wrap;
      gap: 6px 8px;
      padding: 6px 10px;
    }
    [role='tablist'] {
      order: 1;
      flex: 1 0 100%;
    }
    .action span {
      display: none;
    }
    main {
      padding: 10px;
    }
    .entries {
      flex-direction: column-reverse;
    }
    jy-ledger-entry {
      flex: none;
    }
  }
  @media print {
    header,
    main {
      display: none;
    }
    :host {
      height: auto;
      background: none;
    }
  }
`;
