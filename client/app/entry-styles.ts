import { css } from 'lit';

/** The one card of a screen that stands before the map: signing in, choosing a password. */
export const entryStyles = css`
  :host {
    min-height: 100vh;
    display: grid;
    grid-template-rows: auto 1fr;
    background: radial-gradient(ellipse at 50% 35%, var(--jy-raised), var(--jy-ground) 70%);
  }
  header {
    display: flex;
    justify-content: flex-end;
    padding: 12px 20px;
  }
  form,
  .entry {
    place-self: center;
    width: min(360px, calc(100vw - 32px));
    margin-bottom: 12vh;
    padding: 28px;
    display: grid;
    gap: 12px;
    background: var(--jy-panel);
    border: 1px solid var(--jy-line);
    border-radius: 8px;
    box-shadow: var(--jy-shadow);
  }
  h1 {
    margin: 0;
    font-size: 26px;
    line-height: 1.2;
  }
  h1 + p {
    color: var(--jy-soft);
    margin-bottom: 8px;
  }
  .note {
    color: var(--jy-dim);
    font-size: 12px;
  }
`;
