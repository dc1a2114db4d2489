import { css } from 'lit';

/** Within the map, whose marks are its children. */
export const helpMarkStyles = css`
  .help-mark {
    z-index: 1;
    width: 40px;
    height: 40px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: none;
    cursor: pointer;
  }
  .help-mark svg {
    display: block;
    width: 40px;
    height: 40px;
    overflow: visible;
    filter: drop-shadow(0 1px 2px #0008);
  }
  .help-mark .rim {
    fill: #fff;
    stroke: #d7263d;
    stroke-width: 2.4;
  }
  .help-mark .sign {
    stroke: #b8142c;
    stroke-width: 2.6;
    stroke-linecap: round;
  }
  .help-mark text {
    fill: #b8142c;
    font: 700 11px var(--jy-face);
  }
  /* Taken: filled and still. The shape of the fill says it beside the pulse that has ended. */
  .help-mark.taken .rim {
    fill: #b8142c;
    stroke: #fff;
    stroke-width: 1.6;
  }
  .help-mark.taken .sign {
    stroke: #fff;
  }
  .help-mark.taken text {
    fill: #fff;
  }
  /* To the middle of the area that it stands for. */
  .help-mark.aside::after {
    content: '';
    position: absolute;
    top: 34px;
    left: 19px;
    width: 2px;
    height: 24px;
    background: #b8142c;
    box-shadow: 0 0 0 1px #fff8;
    pointer-events: none;
  }
  .help-mark.open {
    z-index: 2;
  }
  .help-mark.open::before {
    content: '';
    position: absolute;
    inset: 0;
    border: 3px solid #ff4d61;
    border-radius: 50%;
    pointer-events: none;
  }
  .help-mark:focus-visible {
    outline: 3px solid var(--jy-accent);
    outline-offset: 1px;
  }
  @media (prefers-reduced-motion: no-preference) {
    .help-mark.open::before {
      animation: help-pulse 1.4s ease-out infinite;
    }
  }
  @keyframes help-pulse {
    from {
      opacity: 1;
      transform: scale(0.55);
    }
    to {
      opacity: 0;
      transform: scale(1.7);
    }
  }
`;
