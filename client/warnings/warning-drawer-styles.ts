import { css } from 'lit';

export const warningDrawerStyles = css`
  :host {
    position: absolute;
    z-index: 6;
    inset: 12px auto 12px 12px;
    width: min(520px, calc(100% - 24px));
  }
  :host([hidden]) {
    display: none;
  }
  [role='dialog'] {
    display: flex;
    flex-direction: column;
    height: 100%;
    border: 1px solid var(--jy-edge);
    border-radius: 8px;
    background: var(--jy-panel);
    box-shadow: var(--jy-shadow);
    overflow: hidden;
  }
  [role='dialog']:focus-visible {
    outline: none;
  }
  header {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: 2px 10px;
    align-items: center;
    padding: 12px 12px 10px 16px;
    border-bottom: 1px solid var(--jy-line);
  }
  header h2 {
    margin: 0;
    font-size: 17px;
    color: var(--jy-text);
  }
  header p {
    grid-column: 2 / 4;
    font-size: 13px;
    color: var(--jy-dim);
  }
  .state.inForce {
    color: var(--jy-orange-text);
  }
  .drill {
    padding: 0 6px;
    border-radius: 4px;
    background: var(--jy-drill);
    color: var(--jy-drill-text);
  }
  header .end {
    margin-left: 12px;
  }
  header .ended {
    grid-column: 2 / 4;
  }
  .body {
    display: grid;
    gap: 18px;
    align-content: start;
    min-height: 0;
    padding: 14px 16px 20px;
    overflow: auto;
  }
  .body:focus-visible {
    outline: 2px solid var(--jy-accent);
    outline-offset: -2px;
  }
  h3 {
    margin: 0 0 6px;
    font-size: 13px;
    font-weight: 600;
    color: var(--jy-soft);
  }
  section {
    font-size: 13px;
    line-height: 1.6;
    overflow-wrap: anywhere;
  }
  small {
    font-size: 12px;
    color: var(--jy-dim);
  }
  .areas {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
  }
  .areas button {
    min-height: 28px;
    padding: 0 10px;
    border: 1px solid var(--jy-line);
    border-radius: 6px;
    background: var(--jy-raised);
  }
  .areas button:hover {
    border-color: var(--jy-accent);
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 2px 16px;
    margin: 0;
  }
  dt,
  .quiet {
    color: var(--jy-dim);
  }
  dd {
    margin: 0;
  }
  .bad {
    color: var(--jy-orange-text);
  }
  ul,
  ol {
    display: grid;
    gap: 10px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  ul li {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: 10px;
    align-items: center;
  }
  li small {
    display: block;
  }
  .versions li {
    padding-left: 12px;
    border-left: 3px solid var(--jy-line);
  }
  .versions [aria-current='true'] {
    border-left-color: var(--jy-accent);
  }
  .versions p {
    white-space: pre-line;
  }
  ins {
    background: color-mix(in srgb, var(--jy-ok) 24%, transparent);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  del {
    color: var(--jy-red-text);
    text-decoration: line-through;
  }
`;
