import { css } from 'lit';

export const treeProofStyles = css`
  :host {
    display: grid;
    gap: 12px;
  }
  .head {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 12px 16px;
    align-items: center;
  }
  .total {
    font-size: 26px;
    line-height: 1.2;
    color: var(--jy-ok);
  }
  .total.broken {
    color: var(--jy-red-text);
  }
  .total.untested {
    color: var(--jy-orange-text);
  }
  .check {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    align-items: center;
    justify-content: space-between;
    padding-top: 12px;
    border-top: 1px solid var(--jy-line);
  }
  .check b {
    color: var(--jy-soft);
  }
  .untested.card {
    display: flex;
    gap: 12px;
    align-items: center;
    border-color: var(--jy-level-orange);
    color: var(--jy-orange-text);
  }
  .untested svg {
    flex: none;
  }
  .whole {
    display: flex;
    gap: 12px;
    align-items: center;
    color: var(--jy-ok);
  }
  .whole svg {
    flex: none;
  }
  .kinds {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .kinds [aria-pressed='true'] {
    border-color: var(--jy-accent);
    box-shadow: inset 0 0 0 1px var(--jy-accent);
  }
  .kinds .number {
    color: var(--jy-dim);
    font-weight: 400;
  }
  .list {
    padding: 4px 16px 12px;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: 190px minmax(120px, 200px) minmax(0, 1fr) auto;
    gap: 4px 16px;
    align-items: center;
    min-height: 44px;
    border-bottom: 1px solid var(--jy-line);
    font-size: 13px;
  }
  .badge {
    justify-self: start;
  }
  .what {
    color: var(--jy-soft);
  }
  .go {
    display: flex;
    gap: 8px;
  }
  a.action {
    color: inherit;
    text-decoration: none;
  }
  @media (max-width: 900px) {
    li {
      grid-template-columns: minmax(0, 1fr) auto;
      padding: 8px 0;
    }
    .what,
    .go {
      grid-column: 1 / -1;
    }
    .badge {
      justify-self: start;
    }
    .head {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
