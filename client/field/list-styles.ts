import { css } from 'lit';

export const listStyles = css`
  li {
    display: flex;
    gap: 8px;
    margin-bottom: 8px;
  }
  .line {
    display: grid;
    flex: 1;
    grid-template-columns: auto 1fr;
    align-items: center;
    gap: 2px 10px;
    min-width: 0;
    padding: 8px 12px;
    text-align: left;
  }
  .line[aria-current='true'] {
    border-color: var(--jy-accent);
  }
  .sign {
    display: grid;
    grid-row: span 2;
    place-items: center;
    min-width: 36px;
    min-height: 36px;
    border-radius: 6px;
    font-size: 1rem;
  }
  small {
    color: var(--jy-soft);
    font-size: 0.875rem;
    font-weight: 400;
  }
  .owed {
    color: var(--jy-red-text);
    font-weight: 600;
  }
  .pin {
    display: grid;
    flex: none;
    place-items: center;
    width: 48px;
    border: 1px solid var(--jy-edge);
    border-radius: 8px;
    color: var(--jy-accent);
  }
  .by-hand {
    flex: none;
    width: 6em;
    border-color: var(--jy-ok);
  }
  li > input,
  .together input {
    flex: none;
    align-self: center;
    width: 28px;
    height: 28px;
    margin: 10px 4px;
    accent-color: var(--jy-ok);
  }
  .together {
    display: flex;
    gap: 8px;
    align-items: center;
    justify-content: space-between;
    margin-bottom: 12px;
  }
  .together label {
    display: flex;
    gap: 4px;
    align-items: center;
    min-height: 48px;
  }
  .together .by-hand {
    width: auto;
    min-height: 48px;
    padding: 0 14px;
  }
  .sure {
    background: var(--jy-ok);
    color: var(--jy-ok-ink);
  }
`;
