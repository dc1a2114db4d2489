import { css } from 'lit';

export const dutyStyles = css`
  :host {
    display: grid;
    gap: 12px;
  }
  th[scope='row'] {
    color: var(--jy-text);
  }
  small {
    font-size: 12px;
    color: var(--jy-dim);
  }
  .numbers {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
  }
  /* On a phone each post is a card: a table would hide its buttons beyond the edge. */
  @media (max-width: 720px) {
    table,
    tbody,
    tr,
    th[scope='row'],
    td {
      display: block;
    }
    thead {
      display: none;
    }
    tr {
      padding: 10px 0;
      border-bottom: 1px solid var(--jy-line);
    }
    th[scope='row'],
    td {
      padding: 2px 0;
      border: 0;
      white-space: normal;
    }
    td[data-head]:not(:empty) {
      display: grid;
      grid-template-columns: 88px minmax(0, 1fr);
    }
    td[data-head] > .badge {
      justify-self: start;
    }
    td[data-head]::before {
      grid-row: 1 / span 9;
      color: var(--jy-dim);
      content: attr(data-head);
    }
  }
  .failed {
    color: var(--jy-red-text);
    text-decoration: line-through;
  }
`;
