import { css } from 'lit';

export const mapStyles = css`
  :host {
    position: relative;
    display: block;
    overflow: hidden;
    min-width: 0;
    min-height: 0;
    background: var(--jy-sea);
    color: var(--jy-text);
    font: var(--jy-font);
  }
  #canvas {
    position: absolute;
    inset: 0;
  }
  /* A click chooses an area, whatever lies there. */
  .choosing canvas {
    cursor: crosshair !important;
  }
  .float {
    position: absolute;
    z-index: 2;
    border: 1px solid var(--jy-line);
    border-radius: 8px;
    background: color-mix(in oklab, var(--jy-panel), transparent 8%);
  }
  .search {
    position: absolute;
    z-index: 3;
    top: 16px;
    left: 16px;
    width: min(360px, calc(100% - 88px));
  }
  .tools {
    top: 16px;
    right: 16px;
    display: grid;
    overflow: hidden;
  }
  .tools button {
    display: grid;
    place-items: center;
    width: 36px;
    height: 36px;
    padding: 0;
    border: 0;
    border-top: 1px solid var(--jy-line);
    background: none;
    color: var(--jy-text);
    cursor: pointer;
  }
  .tools button:first-child {
    border-top: 0;
  }
  .tools button:hover {
    background: var(--jy-raised);
  }
  .tools button:focus-visible {
    outline: 2px solid var(--jy-accent);
    outline-offset: -2px;
  }
  .bottom {
    position: absolute;
    z-index: 1;
    right: 12px;
    bottom: 12px;
    left: 12px;
    display: flex;
    gap: 12px;
    align-items: flex-end;
    justify-content: space-between;
    pointer-events: none;
  }
  .bottom jy-map-foot {
    min-width: 0;
  }
  .typhoon {
    position: static;
    flex: none;
    box-sizing: border-box;
    width: 300px;
    padding: 10px 14px;
  }
  .card {
    top: 0;
    left: 0;
    z-index: 4;
    box-shadow: var(--jy-shadow);
    background: var(--jy-panel);
  }
  .hover {
    top: 0;
    left: 0;
    z-index: 3;
    padding: 3px 8px;
    border-radius: 4px;
    font-size: 12px;
    white-space: nowrap;
    pointer-events: none;
  }
  .problem {
    position: absolute;
    inset: 0;
    display: grid;
    place-items: center;
    padding: 24px;
    color: var(--jy-soft);
    text-align: center;
  }
  :host([compact]) .bottom {
    flex-direction: column-reverse;
    gap: 8px;
    align-items: flex-start;
  }
  :host([compact]) .typhoon {
    width: 220px;
    padding: 6px 10px;
  }
`;
