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
    font: 17px/1.5 var(--jy-face);
    font-variant-numeric: tabular-nums;
  }
  jy-field-head,
  .drill,
  .notices {
    flex: none;
  }
  .drill {
    margin: 0;
    padding: 6px 20px;
    background: repeating-linear-gradient(135deg, var(--jy-drill-stripe) 0 10px, var(--jy-drill) 10px 20px);
    color: var(--jy-drill-text);
    font-size: 15px;
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
  .strip {
    display: block;
    box-sizing: border-box;
    width: 100%;
    margin: 0;
    min-height: 44px;
    padding: 8px 20px;
    border: 0;
    border-bottom: 1px solid var(--jy-line);
    background: var(--jy-raised);
    color: var(--jy-accent);
    font: 600 15px/1.35 var(--jy-face);
    text-align: left;
  }
  button.strip {
    cursor: pointer;
  }
  button:focus-visible {
    outline: 3px solid var(--jy-accent);
    outline-offset: -3px;
  }
  jy-field-band,
  jy-field-due,
  jy-field-answers {
    flex: none;
  }
  jy-field-message {
    flex: 1;
    min-height: 0;
  }
  .over {
    flex: none;
    margin: 0;
    padding: 16px 20px;
    border-bottom: 1px solid var(--jy-line);
    background: var(--jy-raised);
    font-size: 18px;
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
    font-size: 22px;
  }
  main p {
    margin: 0;
  }

  /* On its side a phone has no room for parts that stay: all of it scrolls. */
  @media (max-height: 560px) {
    :host {
      height: auto;
      min-height: 100dvh;
    }
    jy-field-message {
      flex: none;
      overflow: visible;
    }
  }
`;
