import { css } from 'lit';

export const dutyStyles = css`
  :host {
    display: grid;
    gap: 12px;
  }
  th[scope='row'] {
    color: var(--jy-text);
  }
  small {
    font-size: 12px;
    color: var(--jy-dim);
  }
  .numbers {
    display: flex;
    flex-wrap: wrap;
    gap: 0 8px;
  }
  .failed {
    color: var(--jy-red-text);
    text-decoration: line-through;
  }
`;
