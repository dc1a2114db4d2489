import { css } from 'lit';

/** A sheet over the page, coming up from below where the thumb is. */
export const sheetStyles = css`
  dialog {
    box-sizing: border-box;
    width: min(100vw, 560px);
    max-width: 100vw;
    max-height: 92dvh;
    margin: auto auto 0;
    padding: 0 20px calc(20px + env(safe-area-inset-bottom));
    border: 1px solid var(--jy-edge);
    border-radius: 16px 16px 0 0;
    background: var(--jy-panel);
    color: var(--jy-text);
    font: 1.0625rem/1.4 var(--jy-face);
    overscroll-behavior: contain;
  }
  dialog::backdrop {
    background: #000a;
  }
  /* Stays while a long list scrolls under it: it holds the way out. */
  header {
    display: flex;
    position: sticky;
    top: 0;
    z-index: 1;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    min-height: 48px;
    padding: 16px 0 8px;
    background: var(--jy-panel);
  }
  h2 {
    margin: 0;
    font-size: 1.375rem;
  }
  h3 {
    margin: 16px 0 8px;
    color: var(--jy-soft);
    font-size: 0.9375rem;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  button {
    min-height: 48px;
    padding: 4px 12px;
    border: 1px solid var(--jy-edge);
    border-radius: 8px;
    background: var(--jy-raised);
    color: var(--jy-text);
    font: 600 1.0625rem/1.25 var(--jy-face);
    cursor: pointer;
    touch-action: manipulation;
  }
  button:disabled {
    color: var(--jy-dim);
    cursor: default;
  }
  button:focus-visible,
  a:focus-visible,
  input:focus-visible,
  textarea:focus-visible {
    outline: 3px solid var(--jy-accent);
    outline-offset: 1px;
  }
  .close {
    display: grid;
    flex: none;
    place-items: center;
    width: 48px;
    padding: 0;
  }
  .note {
    margin: 4px 0 0;
    color: var(--jy-soft);
    font-size: 0.9375rem;
  }
`;
