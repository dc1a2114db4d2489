import { css } from 'lit';

export const planStyles = css`
  .form,
  .body {
    display: grid;
    gap: 12px;
  }
  .form {
    width: min(660px, 86vw);
  }
  .warning {
    display: flex;
    gap: 8px;
    align-items: center;
  }
  .drill,
  .release,
  .problem {
    padding: 8px 12px;
    border: 1px solid var(--jy-drill-edge);
    border-radius: 6px;
    background: var(--jy-drill);
    color: var(--jy-drill-text);
    font-weight: 600;
  }
  .release {
    border-color: var(--jy-level-orange);
    background: none;
    color: var(--jy-orange-text);
  }
  .problem {
    border-color: var(--jy-level-red);
    background: none;
    color: var(--jy-red-text);
  }
  .policy {
    display: grid;
    gap: 4px;
    font-size: 12px;
    color: var(--jy-dim);
  }
  select {
    height: 34px;
    min-width: 0;
    padding: 0 8px;
    border: 1px solid var(--jy-edge);
    border-radius: 6px;
    background: var(--jy-ground);
    color: var(--jy-text);
    font: var(--jy-font);
  }
  .tiles {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(96px, 1fr));
    gap: 8px;
  }
  .tile {
    padding: 10px;
    border-radius: 8px;
    background: var(--jy-raised);
  }
  .tile b {
    display: block;
    font-size: 22px;
    font-weight: 600;
    line-height: 1.2;
  }
  .tile span,
  small,
  .more {
    font-size: 12px;
    color: var(--jy-dim);
  }
  .tile.bad b {
    color: var(--jy-red-text);
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(240px, 1fr));
    gap: 12px 20px;
  }
  h3 {
    margin: 0 0 4px;
    font-size: 13px;
    font-weight: 600;
    color: var(--jy-soft);
  }
  dl {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 2px 12px;
    margin: 0;
    font-size: 13px;
  }
  dd {
    margin: 0;
    text-align: right;
  }
  ol,
  ul {
    margin: 0;
    padding-left: 20px;
    font-size: 13px;
  }
  li small {
    display: block;
  }
`;
