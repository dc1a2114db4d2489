import { css } from 'lit';

export const alarmStyles = css`
  :host {
    position: relative;
    display: flex;
    flex: none;
    gap: 6px;
    align-items: center;
  }
  .bell {
    display: inline-flex;
    gap: 4px;
    align-items: center;
    justify-content: center;
    min-width: 34px;
    height: 34px;
    padding: 0 8px;
    border: 1px solid var(--jy-line);
    border-radius: 6px;
    color: var(--jy-soft);
  }
  .bell:hover {
    background: var(--jy-raised);
  }
  .bell.ringing {
    border-color: transparent;
    background: var(--jy-level-blue);
    color: #000;
  }
  .bell.ringing.yellow {
    background: var(--jy-level-yellow);
  }
  .bell.ringing.orange {
    background: var(--jy-level-orange);
  }
  .bell.ringing.red {
    background: var(--jy-level-red);
    color: #fff;
  }
  .bell.muted {
    border: 2px solid #000;
    background: repeating-linear-gradient(135deg, #f58a1f 0 10px, #ffa64d 10px 20px);
    color: #000;
    font-weight: 600;
  }
  .bell span {
    font-size: 12px;
    white-space: nowrap;
  }
  /* From side to side at once: a bell that swings smoothly has the whole screen drawn sixty times a second for as long as it rings. */
  @media (prefers-reduced-motion: no-preference) {
    .bell.ringing svg {
      animation: swing 0.5s steps(2, jump-none) infinite alternate;
    }
  }
  @keyframes swing {
    from {
      rotate: -14deg;
    }
    to {
      rotate: 14deg;
    }
  }
  .stop {
    height: 34px;
    padding: 0 12px;
    border-radius: 6px;
    background: var(--jy-accent);
    color: var(--jy-accent-ink);
    font-weight: 600;
    font-size: 13px;
    white-space: nowrap;
  }
  .stop svg {
    display: none;
  }
  .panel {
    position: absolute;
    z-index: 30;
    top: 44px;
    right: 0;
    width: min(380px, 92vw);
    padding: 12px 14px;
    border: 1px solid var(--jy-line);
    border-radius: 8px;
    background: var(--jy-panel);
    box-shadow: var(--jy-shadow);
  }
  ul {
    margin: 0 0 10px;
    padding: 0;
    list-style: none;
    max-height: 50vh;
    overflow: auto;
  }
  li {
    display: grid;
    grid-template-columns: 24px 1fr auto;
    gap: 8px;
    align-items: center;
    padding: 6px 0;
    border-bottom: 1px solid var(--jy-line);
    font-size: 13px;
  }
  .help {
    color: var(--jy-accent);
    text-align: left;
    text-decoration: underline;
  }
  small {
    font-size: 12px;
    color: var(--jy-dim);
  }
  .locked {
    margin-bottom: 8px;
    padding: 6px 10px;
    border: 1px solid var(--jy-orange-text);
    border-radius: 6px;
    color: var(--jy-orange-text);
    font-size: 12px;
  }
  .test {
    display: flex;
    gap: 8px;
    align-items: center;
    margin-top: 10px;
    font-size: 12px;
    color: var(--jy-dim);
  }
  .test .action {
    margin-left: auto;
    color: var(--jy-text);
  }
  @media (max-width: 720px) {
    .stop svg {
      display: block;
    }
    .stop span {
      display: none;
    }
    .panel {
      position: fixed;
      top: 100px;
      right: 4vw;
    }
  }
`;
