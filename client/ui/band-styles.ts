import { css } from 'lit';

export const bandStyles = css`
  .band {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 14px;
    min-height: 48px;
    padding: 6px 16px;
    border-bottom: 2px solid #000;
    background: repeating-linear-gradient(135deg, #f58a1f 0 18px, #ffa64d 18px 36px);
    color: #000;
  }
  .band.shout {
    background: #8f0f22;
    color: #fff;
  }
  p {
    display: flex;
    flex: 1 1 320px;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 12px;
    min-width: 0;
  }
  b {
    font-size: 17px;
  }
  p span {
    font-weight: 600;
  }
  small {
    font-size: 13px;
  }
  .text {
    display: flex;
    flex: 1 1 100%;
    align-items: end;
    gap: 10px;
    font-weight: 400;
  }
  q {
    display: -webkit-box;
    min-width: 0;
    max-width: 110ch;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    font-size: 14px;
    quotes: none;
  }
  button.read {
    min-height: 24px;
    padding: 0 8px;
    font-size: 13px;
  }
  .buttons,
  form {
    display: flex;
    gap: 8px;
  }
  .buttons {
    flex-wrap: wrap;
  }
  form {
    flex: 1 1 420px;
    min-width: 0;
  }
  button {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 36px;
    padding: 0 14px;
    border: 1px solid #000;
    border-radius: 6px;
    background: #fff;
    color: #000;
    font-weight: 600;
    white-space: nowrap;
  }
  button.release {
    background: #000;
    color: #fff;
  }
  button.danger {
    background: #8f0f22;
    color: #fff;
  }
  input {
    flex: 1;
    min-width: 80px;
    height: 36px;
    padding: 0 10px;
    border: 1px solid #000;
    border-radius: 6px;
    background: #fff;
    color: #000;
    font: inherit;
  }
  button:disabled {
    opacity: 1;
    color: #595959;
  }
  :is(button, input):focus-visible {
    outline: 3px solid #000;
    outline-offset: 2px;
  }
  @media (max-width: 720px) {
    form {
      flex-wrap: wrap;
    }
    form input {
      flex: 0 0 100%;
    }
    .buttons {
      flex: 1 1 100%;
      gap: 6px;
    }
    .buttons button {
      padding: 0 9px;
      font-size: 14px;
    }
  }
`;

/** A band that tells and asks nothing. */
export const lowBandStyles = css`
  .band {
    min-height: 40px;
  }
  b {
    font-size: 15px;
  }
`;
