import { css } from 'lit';

export const boardStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  h2 {
    flex: none;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  :host > ul {
    overflow: auto;
    min-height: 0;
  }
  .line {
    display: grid;
    grid-template-columns: 22px minmax(86px, 1fr) minmax(24px, 0.6fr) 66px 38px 60px;
    gap: 8px;
    align-items: center;
    width: 100%;
    min-height: 34px;
    border-bottom: 1px solid var(--jy-line);
    font-size: 13px;
  }
  button.line:hover {
    background: var(--jy-raised);
  }
  .head {
    min-height: 24px;
    font-size: 12px;
    color: var(--jy-dim);
  }
  .head span:nth-child(n + 4),
  .number {
    text-align: right;
    white-space: nowrap;
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .number small,
  .age,
  .turn {
    color: var(--jy-dim);
    font-size: 12px;
  }
  .turn {
    display: grid;
    justify-items: end;
  }
  .silent {
    font-weight: 600;
  }
  .hot {
    color: var(--jy-red-text);
  }
  .below .line {
    background: color-mix(in srgb, var(--jy-ground) 40%, transparent);
  }
  jy-people {
    flex: 1;
    min-height: 0;
  }
`;
