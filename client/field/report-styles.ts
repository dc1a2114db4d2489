import { css } from 'lit';

export const reportStyles = css`
  h2 {
    margin: 20px 0 0;
  }
  .note,
  .newer {
    margin: 4px 0 12px;
  }
  .newer {
    color: var(--jy-red-text);
    font-weight: 600;
  }
  .newer:empty {
    display: none;
  }
  .counts {
    display: grid;
    grid-template-columns: 1fr 52px 72px 52px;
    align-items: center;
    gap: 8px;
    margin-bottom: 12px;
  }
  .counts button {
    padding: 0;
    font-size: 1.25rem;
  }
  .reasons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-bottom: 12px;
  }
  input,
  textarea {
    box-sizing: border-box;
    width: 100%;
    border: 1px solid var(--jy-edge);
    border-radius: 8px;
    background: var(--jy-ground);
    color: var(--jy-text);
    font: 1.0625rem/1.4 var(--jy-face);
  }
  ::placeholder {
    color: var(--jy-dim);
    opacity: 1;
  }
  input {
    height: 48px;
    padding: 0 4px;
    font-size: 1.25rem;
    font-variant-numeric: tabular-nums;
    text-align: center;
  }
  textarea {
    padding: 10px 12px;
    resize: vertical;
  }
  .act {
    display: grid;
    position: sticky;
    bottom: calc(-20px - env(safe-area-inset-bottom));
    grid-template-columns: 1fr 2fr;
    gap: 12px;
    margin: 16px -20px calc(-20px - env(safe-area-inset-bottom));
    padding: 12px 20px calc(20px + env(safe-area-inset-bottom));
    background: var(--jy-panel);
  }
  .act button {
    min-height: 60px;
    border-radius: 12px;
    font-size: 1.125rem;
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
