import { css } from 'lit';

export const answersStyles = css`
  :host {
    display: grid;
    grid-template-columns: repeat(6, 1fr);
    gap: 12px;
    padding: 12px 20px calc(16px + env(safe-area-inset-bottom));
    border-top: 1px solid var(--jy-line);
    background: var(--jy-ground);
  }
  button {
    grid-column: span 2;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-height: 56px;
    padding: 4px 8px;
    border: 1px solid var(--jy-edge);
    border-radius: 12px;
    background: var(--jy-raised);
    color: var(--jy-text);
    font: 600 1.125rem/1.2 var(--jy-face);
    cursor: pointer;
    touch-action: manipulation;
  }
  button:focus-visible {
    outline: 3px solid var(--jy-accent);
    outline-offset: 2px;
  }
  button:disabled {
    border-style: dashed;
    color: var(--jy-dim);
    cursor: default;
  }
  .heard {
    grid-column: span 6;
    min-height: 84px;
    margin: 0;
    font-size: 1.75rem;
  }
  button.heard {
    border-color: var(--jy-ok);
    background: var(--jy-ok);
    color: var(--jy-ok-ink);
  }
  button.heard:disabled {
    border: 1px dashed var(--jy-edge);
    background: var(--jy-panel);
    color: var(--jy-soft);
    font-size: 1.25rem;
  }
  p.heard {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-height: 40px;
    color: var(--jy-ok);
    font-size: 1.1875rem;
    font-weight: 600;
  }
  p.heard.asks {
    color: var(--jy-red-text);
  }
  .next {
    border: 2px solid var(--jy-ok);
  }
  /* In large type a phone has room for the words or for the space around them. */
  .said {
    gap: 3px;
    padding-inline: 2px;
    white-space: nowrap;
  }
  .said svg {
    flex: none;
    width: 15px;
  }
  .said,
  .said:disabled {
    border-color: transparent;
    color: var(--jy-ok);
  }
  .sending:disabled {
    flex-direction: column;
    gap: 2px;
    border-style: dashed;
    color: var(--jy-soft);
  }
  small {
    color: var(--jy-dim);
    font-size: 0.8125rem;
    font-weight: 400;
  }
  .heard.by-hand {
    font-size: 1.375rem;
  }
  :host([asks-apart]) .report,
  :host([asks-apart]) .help {
    grid-column: span 3;
  }
  .help {
    border-color: var(--jy-level-red);
    color: var(--jy-red-text);
  }

  /* A short screen keeps room for the message. */
  @media (max-height: 720px) {
    :host {
      gap: 8px;
      padding: 8px 16px calc(10px + env(safe-area-inset-bottom));
    }
    button {
      min-height: 48px;
    }
    .heard {
      min-height: 64px;
    }
    p.heard {
      min-height: 32px;
    }
  }
`;
