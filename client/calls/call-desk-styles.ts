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
  /* As high as what it says, and never more than the board. */
  jy-receipts {
    flex: 0 1 auto;
    min-height: 64px;
    max-height: 40%;
  }
  jy-call-card {
    flex: 0 1 auto;
    max-height: 50%;
    min-height: 120px;
    padding-top: 10px;
    border-top: 2px solid var(--jy-accent);
    overflow: hidden;
  }
  /* Where there is little height the card takes what is left, and scrolls as a whole. */
  @media (max-height: 900px) {
    jy-call-board.beside-card {
      flex: 0 0 230px;
      min-height: 0;
    }
    jy-call-card {
      flex: 1 1 0;
      max-height: none;
      overflow: auto;
    }
  }
  /* Dialogs open over everything: closed they take no place. */
  :is(jy-answer, jy-sheet-dialog, jy-note, jy-reassign, jy-outlook) {
    position: absolute;
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
