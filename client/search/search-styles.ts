import { css } from 'lit';

export const searchStyles = css`
  :host {
    position: relative;
  }
  .box {
    display: flex;
    align-items: center;
    gap: 10px;
    height: 40px;
    padding: 0 12px;
    border: 1px solid var(--jy-line);
    border-radius: 8px;
    background: color-mix(in srgb, var(--jy-panel) 92%, transparent);
    color: var(--jy-dim);
  }
  .box:focus-within {
    border-color: var(--jy-accent);
  }
  input {
    flex: 1;
    min-width: 0;
    height: 100%;
    border: 0;
    outline: none;
    background: none;
    color: var(--jy-text);
    font: inherit;
    text-overflow: ellipsis;
  }
  input::placeholder {
    color: var(--jy-dim);
    opacity: 1;
  }
  kbd {
    padding: 0 6px;
    border: 1px solid var(--jy-line);
    border-radius: 4px;
    font: 12px/18px var(--jy-face);
  }
  [role='listbox'] {
    position: absolute;
    z-index: 1;
    inset: 44px 0 auto;
    max-height: 340px;
    overflow: auto;
    padding: 4px;
    border: 1px solid var(--jy-edge);
    border-radius: 8px;
    background: var(--jy-panel);
    box-shadow: var(--jy-shadow);
  }
  [role='option'] {
    display: grid;
    grid-template-columns: 56px auto 1fr;
    gap: 8px;
    align-items: baseline;
    padding: 7px 10px;
    border-radius: 6px;
    font-size: 13px;
    cursor: pointer;
  }
  [role='option']:hover,
  [role='option'][aria-selected='true'] {
    background: var(--jy-raised);
  }
  .kind,
  small {
    font-size: 12px;
    color: var(--jy-dim);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  small {
    text-align: right;
  }
  b {
    font-weight: 600;
  }
  p {
    padding: 8px 10px;
  }
`;
