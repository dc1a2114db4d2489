import { css } from 'lit';

export const fieldStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    box-sizing: border-box;
    height: 100dvh;
    max-width: 720px;
    margin: 0 auto;
    background: var(--jy-ground);
    color: var(--jy-text);
    font: 1.0625rem/1.5 var(--jy-face);
    font-variant-numeric: tabular-nums;
  }
  .call {
    display: contents;
  }
  jy-field-head,
  .drill,
  jy-field-answers {
    flex: none;
  }
  /* What does not fit scrolls; the answers stay under the thumb, and the time left at the top. */
  .scroll {
    flex: 1;
    min-height: 0;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .scroll:focus-visible {
    outline: 3px solid var(--jy-accent);
    outline-offset: -3px;
  }
  jy-field-band,
  jy-field-message {
    display: block;
  }
  jy-field-due {
    position: sticky;
    top: 0;
    z-index: 1;
  }
  .drill {
    margin: 0;
    padding: 6px 20px;
    background: repeating-linear-gradient(135deg, var(--jy-drill-stripe) 0 10px, var(--jy-drill) 10px 20px);
    color: var(--jy-drill-text);
    font-size: 0.9375rem;
    font-weight: 600;
    text-align: center;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  button:focus-visible {
    outline: 3px solid var(--jy-accent);
    outline-offset: -3px;
  }
  .over {
    margin: 0;
    padding: 16px 20px;
    border-bottom: 1px solid var(--jy-line);
    background: var(--jy-raised);
    font-size: 1.125rem;
    font-weight: 600;
  }
  main {
    display: grid;
    flex: 1;
    place-content: center;
    gap: 8px;
    padding: 20px;
    color: var(--jy-soft);
    text-align: center;
  }
  main h1 {
    margin: 0;
    color: var(--jy-text);
    font-size: 1.375rem;
  }
  main p {
    margin: 0;
  }
  main button {
    min-height: 56px;
    margin-top: 12px;
    padding: 4px 24px;
    border: 1px solid var(--jy-edge);
    border-radius: 12px;
    background: var(--jy-raised);
    color: var(--jy-text);
    font: 600 1.125rem/1.3 var(--jy-face);
    cursor: pointer;
  }

  /* On its side a phone has no room for parts that stay: all of it scrolls. */
  @media (max-height: 480px) {
    :host {
      height: auto;
      min-height: 100dvh;
    }
    .scroll {
      overflow: visible;
    }
  }
`;
