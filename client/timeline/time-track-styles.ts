import { css } from 'lit';

export const trackStyles = css`
  :host {
    display: block;
    min-width: 0;
    font: var(--jy-font);
    font-variant-numeric: tabular-nums;
  }
  .rail {
    position: relative;
    height: 64px;
    padding-top: 18px;
    cursor: ew-resize;
    touch-action: none;
  }
  .rail:focus-visible {
    outline: 2px solid var(--jy-accent);
    outline-offset: 2px;
  }
  .bars {
    display: flex;
    gap: 2px;
    height: 100%;
    border-bottom: 1px solid var(--jy-edge);
  }
  .bar {
    display: flex;
    flex: 1;
    flex-direction: column;
    justify-content: end;
    min-width: 0;
    background: linear-gradient(var(--jy-line), var(--jy-line)) bottom / 100% 4px no-repeat;
  }
  .bar.ahead {
    opacity: 0.4;
  }
  .bar.called {
    box-shadow: inset 0 -4px 0 var(--jy-soft);
  }
  s {
    background: var(--jy-accent);
    opacity: 0.8;
  }
  u {
    background: var(--jy-level-orange);
  }
  .track {
    position: absolute;
    bottom: 0;
    height: 46px;
    border-bottom: 3px solid var(--jy-dim);
    background: color-mix(in srgb, var(--jy-soft) 5%, transparent);
  }
  jy-level {
    position: absolute;
    top: 0;
    width: 16px;
    height: 16px;
    font-size: 9px;
    transform: translateX(-8px);
  }
  /* A lifted warning: an open ring with a cross, where an issued one is a filled shape. */
  .ended {
    position: absolute;
    top: 0;
    display: grid;
    place-items: center;
    width: 16px;
    height: 16px;
    border: 2px solid var(--jy-ok);
    border-radius: 50%;
    background: var(--jy-panel);
    color: var(--jy-ok);
    transform: translateX(-8px);
  }
  .expired {
    position: absolute;
    z-index: 1;
    top: 0;
    width: 16px;
    height: 16px;
    transform: translateX(-8px);
  }
  .expired jy-level {
    left: 8px;
    opacity: 0.55;
  }
  /* Struck through: its end, not its beginning. */
  .expired::after {
    content: '';
    position: absolute;
    top: 7px;
    left: -3px;
    right: -3px;
    border-top: 2px solid var(--jy-text);
    transform: rotate(-45deg);
  }
  .marker {
    position: absolute;
    top: 0;
    bottom: 0;
    width: 2px;
    margin-left: -1px;
    background: var(--jy-text);
    pointer-events: none;
  }
  .marker span {
    position: absolute;
    top: -2px;
    left: 6px;
    padding: 0 4px;
    border-radius: 3px;
    background: var(--jy-panel);
    font-size: 11px;
    white-space: nowrap;
  }
  .marker.turned span {
    right: 6px;
    left: auto;
  }
  .marker.shown {
    background: var(--jy-orange-text);
  }
  .marker.shown span {
    top: 16px;
    color: var(--jy-orange-text);
    font-weight: 600;
  }
  .axis {
    position: relative;
    height: 18px;
    font-size: 11px;
    color: var(--jy-dim);
  }
  .axis span {
    position: absolute;
    top: 3px;
    transform: translateX(-50%);
    white-space: nowrap;
  }
  .axis .first {
    transform: none;
  }
  .axis .last {
    transform: translateX(-100%);
  }
  @media (max-width: 720px) {
    .rail {
      height: 48px;
    }
    .axis span:nth-child(even) {
      display: none;
    }
  }
`;
