import { css } from 'lit';

/** A screen of forms and tables: its head stays, its body scrolls. On paper there is the body alone. */
export const pageStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
    height: 100vh;
    height: 100dvh;
    background: var(--jy-ground);
  }
  main {
    overflow: auto;
    padding: 16px;
  }
  @media (max-width: 640px) {
    main {
      padding: 8px;
    }
  }
  @media print {
    :host {
      display: block;
      height: auto;
      background: none;
    }
    jy-page-head {
      display: none;
    }
    main {
      overflow: visible;
      padding: 0;
    }
  }
`;
