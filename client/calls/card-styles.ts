import { css } from 'lit';

export const cardStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-height: 0;
  }
  header {
    display: grid;
    flex: none;
    grid-template-columns: 1fr auto;
    gap: 2px 8px;
    align-items: center;
  }
  header jy-person-line {
    font-size: 17px;
    font-weight: 600;
  }
  header p,
  .facts {
    grid-column: 1 / 3;
    font-size: 12px;
    color: var(--jy-dim);
  }
  .state {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 4px 10px;
    align-items: baseline;
    padding: 8px 10px;
    border-left: 4px solid var(--jy-level-yellow);
    border-radius: 4px;
    background: var(--jy-raised);
    font-size: 13px;
  }
  .state.answered {
    border-color: var(--jy-ok);
  }
  .state.escalated {
    border-color: var(--jy-level-orange);
  }
  .state.unroused {
    border-color: var(--jy-level-red);
  }
  .state b {
    font-size: 14px;
  }
  .state span {
    color: var(--jy-dim);
  }
  .doubts {
    flex: none;
    margin: 0;
    padding: 6px 10px 6px 26px;
    border: 1px solid var(--jy-orange-text);
    border-radius: 4px;
    color: var(--jy-orange-text);
    font-size: 12px;
  }
  .script {
    padding: 6px 10px;
    border: 1px solid var(--jy-line);
    border-radius: 6px;
    font-size: 13px;
  }
  .script summary {
    font-weight: 600;
    cursor: pointer;
  }
  .script dl {
    margin: 6px 0 0;
    max-height: 240px;
    overflow: auto;
  }
  .script dt {
    font-size: 12px;
    color: var(--jy-dim);
  }
  .script dd {
    margin: 0 0 6px;
    line-height: 1.6;
  }
  .script .said {
    font-weight: 600;
  }
  ol {
    flex: 1 1 auto;
    min-height: 60px;
    margin: 0;
    padding: 0;
    overflow: auto;
    list-style: none;
  }
  @media (max-height: 900px) {
    ol {
      flex: none;
      overflow: visible;
    }
  }
  li {
    display: grid;
    grid-template-columns: 66px 18px minmax(0, 1fr);
    gap: 2px 6px;
    padding: 6px 0;
    border-bottom: 1px solid var(--jy-line);
    font-size: 13px;
  }
  li time {
    font-size: 12px;
    color: var(--jy-dim);
  }
  li .kind {
    display: grid;
    place-items: center;
    height: 20px;
    color: var(--jy-soft);
  }
  li b {
    font-weight: 600;
  }
  li small {
    display: block;
    font-size: 12px;
    color: var(--jy-dim);
    overflow-wrap: anywhere;
  }
  li small.said {
    color: var(--jy-text);
  }
  .done .kind,
  .done b {
    color: var(--jy-ok);
  }
  .alarm .kind,
  .alarm b {
    color: var(--jy-red-text);
  }
  .rising .kind,
  .rising b {
    color: var(--jy-orange-text);
  }
  li.dim b {
    font-weight: 400;
    color: var(--jy-dim);
  }
  a {
    color: var(--jy-accent);
  }
`;
