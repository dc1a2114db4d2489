import { css } from 'lit';

export const reportStyles = css`
  dialog {
    box-sizing: border-box;
    width: min(100vw, 480px);
    max-width: 100vw;
    max-height: 92dvh;
    margin: auto auto 0;
    padding: 20px 20px calc(20px + env(safe-area-inset-bottom));
    border: 1px solid var(--jy-edge);
    border-radius: 16px 16px 0 0;
    background: var(--jy-panel);
    color: var(--jy-text);
    font: 17px/1.4 var(--jy-face);
  }
  dialog::backdrop {
    background: #000a;
  }
  h2 {
    margin: 0 0 12px;
    font-size: 22px;
  }
  .counts {
    display: grid;
    grid-template-columns: 1fr 52px 72px 52px;
    align-items: center;
    gap: 8px;
    margin-bottom: 12px;
  }
  .counts[hidden] {
    display: none;
  }
  input,
  textarea {
    box-sizing: border-box;
    width: 100%;
    border: 1px solid var(--jy-edge);
    border-radius: 8px;
    background: var(--jy-ground);
    color: var(--jy-text);
    font: 17px/1.4 var(--jy-face);
  }
  input {
    height: 48px;
    padding: 0 4px;
    font-size: 20px;
    font-variant-numeric: tabular-nums;
    text-align: center;
  }
  textarea {
    padding: 10px 12px;
    resize: vertical;
  }
  button {
    min-height: 48px;
    border: 1px solid var(--jy-edge);
    border-radius: 8px;
    background: var(--jy-raised);
    color: var(--jy-text);
    font: 600 20px var(--jy-face);
    cursor: pointer;
    touch-action: manipulation;
  }
  button:focus-visible,
  input:focus-visible,
  textarea:focus-visible {
    outline: 3px solid var(--jy-accent);
    outline-offset: 1px;
  }
  .act {
    display: grid;
    grid-template-columns: 1fr 2fr;
    gap: 12px;
    margin-top: 16px;
  }
  .act button {
    min-height: 60px;
    border-radius: 12px;
    font-size: 18px;
  }
  .act .send {
    border-color: var(--jy-ok);
    background: var(--jy-ok);
    color: var(--jy-ok-ink);
  }
  .act .help {
    border-color: var(--jy-level-red);
    background: var(--jy-level-red);
    color: #fff;
  }
`;
