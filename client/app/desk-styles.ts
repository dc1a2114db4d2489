import { css } from 'lit';

/** The map keeps more than half of the screen; panels push it, nothing lies over it but its own cards. */
export const deskStyles = css`
  :host {
    display: block;
    height: 100%;
  }
  .desk {
    display: grid;
    grid-template:
      'band band band' auto
      'top top top' 56px
      'left map right' minmax(0, 1fr)
      'time time time' auto / var(--left) minmax(0, 1fr) var(--right);
    --left: 332px;
    --right: 400px;
    height: 100%;
    background: var(--jy-ground);
  }
  .desk.no-left {
    --left: 64px;
  }
  .desk.no-right {
    --right: 48px;
  }
  .desk.stale {
    --jy-fresh: 0.45;
  }
  .desk.stale main {
    filter: grayscale(0.7);
  }
  .desk.wide-right {
    --right: min(640px, 42vw);
  }
  /* Wide enough for its form, however the calls were put away. */
  .desk.has-drawer {
    --right: min(480px, 46vw);
  }
  .no-right .drawer,
  .drawer {
    padding: 0;
    overflow: hidden;
  }
  jy-bands {
    grid-area: band;
  }
  jy-top-bar {
    grid-area: top;
  }
  jy-timeline {
    grid-area: time;
  }
  main {
    position: relative;
    grid-area: map;
    min-width: 0;
    overflow: hidden;
    background: var(--jy-sea);
  }
  /* A frame around the whole map, so that nobody takes a replay for now at a glance. */
  main.past::after,
  main.ahead::after {
    content: '';
    position: absolute;
    inset: 0;
    border: 4px dashed #f58a1f;
    pointer-events: none;
  }
  aside {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: 18px;
    min-height: 0;
    padding: 14px 16px;
    overflow: auto;
    background: var(--jy-panel);
  }
  .left {
    grid-area: left;
    border-right: 1px solid var(--jy-line);
  }
  .right {
    grid-area: right;
    border-left: 1px solid var(--jy-line);
    overflow: hidden auto;
  }
  .no-left .left,
  .no-right .right {
    padding: 0;
  }
  jy-rail {
    height: 100%;
  }
  .away {
    position: absolute;
    z-index: 3;
    top: calc(50% - 28px);
    display: grid;
    place-items: center;
    width: 14px;
    height: 56px;
    padding: 0;
    border: 1px solid var(--jy-line);
    background: var(--jy-panel);
    color: var(--jy-dim);
    cursor: pointer;
  }
  .away:hover {
    background: var(--jy-raised);
    color: var(--jy-text);
  }
  .away.from-left {
    left: -1px;
    border-radius: 0 6px 6px 0;
  }
  .away.from-right {
    right: -1px;
    border-radius: 6px 0 0 6px;
  }
  .tabs {
    display: none;
  }
  @media (max-width: 1440px) {
    .desk {
      --left: 300px;
      --right: 372px;
    }
    .desk.wide-right {
      --right: min(560px, 42vw);
    }
  }
  @media (max-width: 900px) {
    .desk {
      grid-template:
        'band' auto
        'top' auto
        'tabs' 44px
        'map' minmax(0, 1fr)
        'time' auto / minmax(0, 1fr);
    }
    .tabs {
      grid-area: tabs;
      display: grid;
      grid-template-columns: repeat(3, 1fr);
      border-bottom: 1px solid var(--jy-line);
      background: var(--jy-panel);
    }
    .tabs button {
      border: 0;
      background: none;
      color: var(--jy-soft);
      font: 600 14px var(--jy-face);
      white-space: nowrap;
    }
    .tabs [aria-pressed='true'] {
      color: var(--jy-text);
      box-shadow: inset 0 -2px 0 var(--jy-accent);
    }
    .left,
    .right,
    main {
      grid-area: map;
    }
    aside,
    .looking-left main,
    .looking-right main {
      display: none;
    }
    .looking-left .left,
    .looking-right .right {
      display: flex;
      padding: 14px 16px;
      border: 0;
    }
    .looking-right .drawer {
      padding: 0;
    }
    .away {
      display: none;
    }
  }
  .reading {
    margin: 0;
    padding: 16px;
    color: var(--jy-soft);
    font-weight: 600;
  }
  main > .reading {
    position: absolute;
    z-index: 5;
    inset: 40% auto auto 50%;
    transform: translateX(-50%);
    border: 1px solid var(--jy-edge);
    border-radius: 8px;
    background: var(--jy-panel);
    box-shadow: var(--jy-shadow);
  }
  .unread {
    display: none;
  }
  .unprinted {
    display: none;
  }
  /* A map that falls into six pages of fragments tells nobody anything: one sentence says where paper comes from. */
  @media print {
    .desk,
    jy-dialogs {
      display: none !important;
    }
    .unprinted {
      display: block;
      padding: 2em;
      font-size: 14pt;
    }
  }
`;
