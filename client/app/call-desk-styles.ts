import { css } from 'lit';

/** The board keeps its place; below it lies what just happened, or the card of the call that is looked at. */
export const callDeskStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    gap: 14px;
    height: 100%;
    min-height: 0;
  }
  jy-progress {
    flex: none;
  }
  jy-call-board {
    flex: 1 1 60%;
    min-height: 270px;
    overflow: hidden;
  }
  jy-receipts {
    flex: 1 1 40%;
    min-height: 110px;
  }
  jy-call-card {
    flex: 0 1 auto;
    max-height: 50%;
    min-height: 120px;
    padding-top: 10px;
    border-top: 2px solid var(--jy-accent);
    overflow: hidden;
  }
  .all {
    display: flex;
    flex: none;
    gap: 10px;
  }
  .all > * {
    flex: 1;
    min-height: 40px;
    text-decoration: none;
  }
`;
