import { css } from 'lit';

export const helpListStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    min-height: 0;
    border: 1px solid var(--jy-line);
    border-radius: 8px;
    background: var(--jy-panel);
    box-shadow: var(--jy-shadow);
  }
  header {
    display: flex;
    flex: none;
    gap: 8px;
    align-items: center;
    padding: 8px 8px 8px 14px;
    border-bottom: 1px solid var(--jy-line);
  }
  header h2 {
    flex: 1;
    margin: 0;
    font-size: 14px;
    color: var(--jy-text);
  }
  .body {
    flex: 1;
    min-height: 0;
    padding: 0 14px 10px;
    overflow: auto;
  }
  .note {
    padding: 8px 0;
    font-size: 12px;
    color: var(--jy-orange-text);
  }
  .empty {
    padding: 12px 0;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  summary {
    padding: 10px 0;
    font-size: 13px;
    color: var(--jy-soft);
    cursor: pointer;
  }
`;

export const helpEntryStyles = css`
  :host {
    display: grid;
    gap: 6px;
    padding: 12px 0;
    border-bottom: 1px solid var(--jy-line);
    font-size: 13px;
  }
  :host([picked]) {
    margin: 0 -14px;
    padding: 12px 11px;
    border-left: 3px solid var(--jy-accent);
    background: var(--jy-raised);
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 8px;
    align-items: center;
  }
  .head svg {
    flex: none;
  }
  .badge {
    padding: 0 8px;
    border: 1px solid var(--jy-edge);
    border-radius: 10px;
    font-size: 12px;
    white-space: nowrap;
  }
  .badge.open {
    border-color: var(--jy-level-red);
    background: var(--jy-level-red);
    color: #fff;
    font-weight: 600;
  }
  .badge.taken {
    border-color: var(--jy-red-text);
    color: var(--jy-red-text);
  }
  .badge.helped {
    border-color: var(--jy-ok);
    color: var(--jy-ok);
  }
  .head b {
    font-size: 14px;
    white-space: nowrap;
  }
  .head small,
  small {
    font-size: 12px;
    color: var(--jy-dim);
  }
  .where {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    color: var(--jy-accent);
    font-weight: 600;
  }
  q {
    quotes: none;
    padding: 6px 10px;
    border-left: 3px solid var(--jy-edge);
    background: var(--jy-raised);
    overflow-wrap: anywhere;
  }
  :host([picked]) q {
    background: var(--jy-panel);
  }
  a {
    color: var(--jy-accent);
  }
  .who {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
    align-items: baseline;
  }
  .teams {
    display: grid;
    gap: 4px;
  }
  .team {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 8px;
  }
  .team jy-person-line {
    grid-column: 1 / 3;
    font-size: 12px;
  }
  .team button {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--jy-accent);
  }
  .deeds {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .deeds .danger {
    border-color: var(--jy-level-red);
  }
  form {
    display: grid;
    gap: 6px;
    padding: 8px;
    border: 1px solid var(--jy-edge);
    border-radius: 6px;
  }
  label {
    display: grid;
    gap: 4px;
    font-size: 12px;
    color: var(--jy-soft);
  }
  input {
    min-width: 0;
    padding: 6px 8px;
    border: 1px solid var(--jy-edge);
    border-radius: 4px;
    background: var(--jy-ground);
    color: var(--jy-text);
    font: inherit;
    font-size: 13px;
  }
  .problem {
    color: var(--jy-red-text);
    font-size: 12px;
  }
  details ol {
    margin: 4px 0 0;
    padding: 0;
    list-style: none;
  }
  details li {
    padding: 2px 0;
    font-size: 12px;
    color: var(--jy-soft);
    overflow-wrap: anywhere;
  }
  summary {
    font-size: 12px;
    color: var(--jy-dim);
    cursor: pointer;
  }
  @media (max-width: 900px) {
    .action {
      min-height: 44px;
    }
  }
`;
