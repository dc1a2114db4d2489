import { css } from 'lit';

/** A card of what people are called about, in a list of such. */
export const noticeCardStyles = css`
  .card {
    display: grid;
    grid-template-columns: auto 1fr auto;
    gap: 2px 10px;
    align-items: center;
    width: 100%;
    padding: 10px 12px;
    border-radius: 8px;
    background: var(--jy-raised);
  }
  .item + .item {
    margin-top: 8px;
  }
  .card:hover {
    box-shadow: inset 0 0 0 1px var(--jy-edge);
  }
  .card p {
    grid-column: 2 / 4;
    font-size: 12px;
    color: var(--jy-dim);
  }
`;
