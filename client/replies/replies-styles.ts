import { css } from 'lit';

export const repliesStyles = css`
  .replies {
    display: grid;
    gap: 12px;
    width: min(680px, 86vw);
  }
  .note,
  .meta {
    font-size: 12px;
    line-height: 1.6;
    color: var(--jy-dim);
  }
  ul {
    display: grid;
    gap: 12px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    gap: 8px;
    padding: 12px;
    border: 1px solid var(--jy-line);
    border-radius: 8px;
    background: var(--jy-raised);
  }
  .meta {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    align-items: center;
  }
  .meta b {
    color: var(--jy-text);
  }
  blockquote {
    margin: 0;
    padding: 8px 12px;
    border-left: 3px solid var(--jy-level-yellow);
    background: var(--jy-ground);
    font-size: 15px;
    line-height: 1.5;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  label {
    display: grid;
    gap: 4px;
    font-size: 12px;
    color: var(--jy-dim);
  }
  select,
  input {
    min-width: 0;
    min-height: 32px;
    padding: 4px 8px;
    border: 1px solid var(--jy-edge);
    border-radius: 6px;
    background: var(--jy-ground);
    color: var(--jy-text);
    font: inherit;
    font-size: 13px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    align-items: center;
  }
  .row input {
    flex: 1;
  }
  [aria-pressed='true'] {
    border-color: var(--jy-accent);
    box-shadow: inset 0 0 0 1px var(--jy-accent);
  }
  .help {
    color: var(--jy-red-text);
  }
  .plain {
    color: var(--jy-accent);
  }
  .end {
    justify-content: space-between;
  }
`;
