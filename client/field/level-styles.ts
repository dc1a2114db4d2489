import { css } from 'lit';

/** The colour of a level behind what has its name as a class: white on red, black on the rest. An order has a colour that no level has. */
export const levelStyles = css`
  .red {
    background: var(--jy-level-red);
    color: #fff;
  }
  .orange {
    background: var(--jy-level-orange);
    color: #000;
  }
  .yellow {
    background: var(--jy-level-yellow);
    color: #000;
  }
  .blue {
    background: var(--jy-level-blue);
    color: #000;
  }
  .order {
    background: var(--jy-order);
    color: #fff;
  }
`;
