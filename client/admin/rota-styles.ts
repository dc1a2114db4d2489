import { css } from 'lit';

export const rotaStyles = css`
  .head {
    justify-content: space-between;
  }
  .head h3 {
    margin: 0;
  }
  .grid {
    display: grid;
    grid-template-columns: minmax(110px, 160px) minmax(840px, 1fr);
    gap: 6px 12px;
    align-items: center;
    margin: 8px 0 16px;
    font-size: 13px;
  }
  .grid > b {
    font-weight: 400;
    color: var(--jy-soft);
  }
  .days {
    display: grid;
    grid-template-columns: repeat(7, 1fr);
    color: var(--jy-dim);
    font-size: 12px;
  }
  .lane {
    display: grid;
    gap: 2px;
    padding: 2px 0;
    border-radius: 6px;
    background: repeating-linear-gradient(90deg, var(--jy-line) 0 1px, transparent 1px calc(100% / 7)), var(--jy-raised);
  }
  .bar {
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-width: 30px;
    height: 28px;
    padding-left: 6px;
    overflow: hidden;
    border: 1px solid var(--jy-accent);
    border-radius: 6px;
    background: color-mix(in srgb, var(--jy-accent) 22%, var(--jy-panel));
    white-space: nowrap;
  }
  /* Cut, not shortened: of a short turn the number of its person is still read. */
  .bar > span {
    overflow: hidden;
  }
  .bar small {
    color: var(--jy-soft);
    font-size: 12px;
  }
  .bar button {
    display: grid;
    place-items: center;
    flex: none;
    width: 26px;
    height: 26px;
  }
  .bar.override {
    border-color: var(--jy-orange-text);
    border-style: dashed;
    background: color-mix(in srgb, var(--jy-orange-text) 22%, var(--jy-panel));
  }
  .bar.leave {
    border-color: var(--jy-edge);
    background: repeating-linear-gradient(135deg, var(--jy-raised) 0 6px, var(--jy-line) 6px 12px);
  }
  .apart {
    margin-top: 8px;
  }
  .wide {
    grid-column: 1 / -1;
  }
  .forms .fields {
    grid-template-columns: repeat(auto-fill, minmax(200px, 1fr));
  }
  .forms {
    display: grid;
    gap: 20px;
    padding-top: 16px;
    border-top: 1px solid var(--jy-line);
  }
`;
