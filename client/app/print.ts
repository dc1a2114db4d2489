/** Paper is white: while the browser prints, every screen wears the light theme. The choice itself stays. */
export function printLight(): void {
  const { dataset } = document.documentElement;
  let worn: string | undefined;
  window.addEventListener('beforeprint', () => {
    worn = dataset.theme;
    dataset.theme = 'light';
  });
  window.addEventListener('afterprint', () => {
    if (worn) dataset.theme = worn;
  });
}
