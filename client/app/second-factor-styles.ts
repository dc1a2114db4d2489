import { css } from 'lit';

export const secondFactorStyles = css`
  .form {
    display: grid;
    gap: 12px;
    width: min(420px, 80vw);
  }
  p {
    margin: 0;
    line-height: 1.6;
  }
  .note {
    color: var(--jy-soft);
    font-size: 13px;
  }
  svg {
    width: 208px;
    height: 208px;
    justify-self: center;
  }
  code {
    font-size: 14px;
    color: var(--jy-text);
  }
  ol {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 6px 24px;
    margin: 0;
    padding-left: 28px;
  }
`;
