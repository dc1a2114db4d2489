import { css } from 'lit';

export const adminPageStyles = css`
  :host {
    display: grid;
    grid-template-rows: auto auto minmax(0, 1fr);
    height: 100vh;
    height: 100dvh;
    background: var(--jy-ground);
  }
  header {
    display: flex;
    align-items: center;
    gap: 12px;
    min-height: 52px;
    padding: 0 16px;
    border-bottom: 1px solid var(--jy-line);
    background: var(--jy-panel);
  }
  h1 {
    margin: 0;
    font-size: 17px;
    white-space: nowrap;
  }
  .home {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    min-height: 32px;
    padding: 0 8px 0 0;
    color: var(--jy-soft);
    text-decoration: none;
    white-space: nowrap;
  }
  .home:hover {
    color: var(--jy-text);
  }
  .city {
    overflow: hidden;
    color: var(--jy-dim);
    font-size: 13px;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .end {
    display: flex;
    align-items: center;
    gap: 8px;
    margin-left: auto;
  }
  nav {
    display: flex;
    gap: 4px;
    padding: 0 12px;
    overflow-x: auto;
    border-bottom: 1px solid var(--jy-line);
    background: var(--jy-panel);
  }
  nav a {
    padding: 10px 12px;
    border-bottom: 2px solid transparent;
    color: var(--jy-soft);
    font-size: 14px;
    text-decoration: none;
    white-space: nowrap;
  }
  nav a:hover {
    color: var(--jy-text);
  }
  nav a[aria-current='page'] {
    border-color: var(--jy-accent);
    color: var(--jy-text);
    font-weight: 600;
  }
  main {
    overflow: auto;
    padding: 16px;
  }
  main > * {
    max-width: 1640px;
    margin: 0 auto;
  }
  @media (max-width: 640px) {
    main {
      padding: 8px;
    }
    .city {
      display: none;
    }
  }
`;
