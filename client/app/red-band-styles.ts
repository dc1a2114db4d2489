import { css } from 'lit';

/** One line across the whole screen that nobody may overlook: the picture or the calls cannot be trusted. */
export const redBandStyles = css`
  :host {
    display: block;
  }
  svg {
    flex: none;
  }
  p {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    margin: 0;
    min-height: 36px;
    padding: 4px 16px;
    background: var(--jy-level-red);
    color: #fff;
    font-weight: 600;
  }
  /* Several at once leave a small screen its map and its board. */
  p:not(:only-of-type) {
    min-height: 28px;
    padding-block: 1px;
  }
`;
