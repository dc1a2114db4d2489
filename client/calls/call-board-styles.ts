import { css } from 'lit';

export const boardStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 6px;
    min-height: 0;
  }
  .note {
    flex: none;
    font-size: 12px;
    color: var(--jy-dim);
  }
  .again {
    color: var(--jy-red-text);
    text-decoration: underline;
  }
  .lines {
    position: relative;
    flex: 1 1 auto;
    min-height: 80px;
    overflow: hidden auto;
    border-top: 1px solid var(--jy-line);
    overscroll-behavior: contain;
  }
  .rows {
    position: relative;
    contain: strict;
  }
  .line {
    display: grid;
    gap: 6px;
    align-items: center;
    width: 100%;
    height: 40px;
    padding: 0 4px 0 calc(2px + 14px * var(--depth, 0));
    border-bottom: 1px solid var(--jy-line);
    font-size: 13px;
    cursor: pointer;
  }
  .rows .line {
    position: absolute;
    left: 0;
    contain: layout paint;
  }
  .line.area {
    grid-template-columns: 14px minmax(0, 1fr) 66px 40px 70px;
  }
  /* Where there is little room the name has all of its column, and the bar lies below it. */
  :host(:not([wide])) .line.area {
    grid-template-rows: minmax(0, 1fr) auto;
    row-gap: 3px;
  }
  :host(:not([wide])) .line.area > * {
    grid-row: 1 / span 2;
  }
  :host(:not([wide])) .line.area > .name {
    grid-row: 1;
    align-self: end;
  }
  :host(:not([wide])) .line.area > .share {
    grid-area: 2 / 2;
    padding: 0 8px 5px 0;
  }
  :host(:not([wide])) .head.line.area > .share {
    padding: 0;
  }
  .line.person {
    grid-template-columns: 18px minmax(0, 1fr) minmax(104px, 0.7fr) 70px;
  }
  :host([wide]) .line.area {
    grid-template-columns: 14px minmax(140px, 1fr) minmax(60px, 1fr) 90px 60px 80px;
  }
  :host([wide]) .line.person {
    grid-template-columns: 18px minmax(0, 1.4fr) minmax(140px, 1fr) 80px;
  }
  .rows .line:hover {
    background: var(--jy-raised);
  }
  .rows .line[style*='--depth:1'],
  .rows .line[style*='--depth:2'],
  .rows .line[style*='--depth:3'] {
    background: color-mix(in srgb, var(--jy-ground) 40%, transparent);
  }
  .rows .line.looked-at,
  .rows .line[aria-selected='true'] {
    background: color-mix(in srgb, var(--jy-accent) 14%, transparent);
  }
  .lines:focus-visible {
    outline: none;
  }
  .lines:focus-visible .line.active {
    outline: 2px solid var(--jy-accent);
    outline-offset: -2px;
  }
  .line.active {
    box-shadow: inset 3px 0 0 var(--jy-accent);
  }
  .head.line {
    flex: none;
    height: 22px;
    font-size: 12px;
    color: var(--jy-dim);
    border: 0;
    cursor: default;
  }
  .head span:nth-child(n + 4),
  .number {
    text-align: right;
    white-space: nowrap;
  }
  .turn {
    display: grid;
    color: var(--jy-dim);
  }
  .turn.open {
    rotate: 90deg;
  }
  .name {
    display: flex;
    align-items: center;
    gap: 8px;
    min-width: 0;
  }
  .name b,
  .who b,
  .who small,
  .how b,
  .how small {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .name b {
    font-weight: 400;
  }
  .who,
  .how {
    min-width: 0;
    line-height: 1.3;
  }
  b {
    font-weight: 600;
  }
  small,
  .age {
    color: var(--jy-dim);
    font-size: 12px;
  }
  .how small {
    min-height: 16px;
    font-variant-numeric: tabular-nums;
  }
  .silent {
    font-weight: 600;
  }
  .hot,
  .state.unroused {
    color: var(--jy-red-text);
  }
  .state.answered {
    color: var(--jy-ok);
  }
  .state.escalated {
    color: var(--jy-orange-text);
  }
  i.alarm,
  i.doubt {
    flex: none;
    padding: 0 5px;
    border-radius: 3px;
    font: 600 11px/16px var(--jy-face);
  }
  i.alarm {
    background: var(--jy-level-red);
    color: #fff;
  }
  i.doubt {
    display: inline-block;
    margin-left: 4px;
    border: 1px solid var(--jy-orange-text);
    color: var(--jy-orange-text);
  }
  i.nr,
  i.end {
    font: 400 12px var(--jy-face);
    color: var(--jy-dim);
  }
  i.nr {
    margin-right: 6px;
    padding: 0 4px;
    border: 1px solid var(--jy-line);
    border-radius: 3px;
  }
  i.end {
    margin-left: 6px;
  }
  .box {
    display: grid;
    place-items: center;
    width: 16px;
    height: 16px;
    border: 1px solid var(--jy-edge);
    border-radius: 3px;
  }
  .box.on {
    border-color: var(--jy-accent);
    background: var(--jy-accent);
    color: var(--jy-accent-ink);
  }
  .wide {
    grid-column: 1 / -1;
    color: var(--jy-dim);
  }
  .wide.failed {
    color: var(--jy-red-text);
  }
  .marked {
    display: grid;
    flex: none;
    gap: 6px;
    padding: 8px;
    border: 1px solid var(--jy-accent);
    border-radius: 6px;
  }
  .marked .print kbd {
    padding: 0 3px;
    border: 1px solid var(--jy-edge);
    border-radius: 3px;
    font: 11px var(--jy-face);
    color: var(--jy-dim);
  }
  .marked p {
    display: flex;
    justify-content: space-between;
    font-size: 13px;
  }
  .marked p button {
    color: var(--jy-accent);
    font-size: 12px;
  }
`;
