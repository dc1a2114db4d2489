/** What the dialog is opened for: something was refused for want of it, or somebody looks after the own one. */
export type FactorAim = 'asked' | 'own';

let ask: (aim: FactorAim) => Promise<boolean> = () => Promise.resolve(false);
let open: Promise<boolean> | null = null;

/** The shell says how the dialog is shown. */
export function showSecondFactorBy(show: typeof ask): void {
  ask = show;
}

/** Opens the dialog of the second factor, one for all that wait for it. True once a code was shown or a phone enrolled. */
export function openSecondFactor(aim: FactorAim): Promise<boolean> {
  open ??= ask(aim).finally(() => (open = null));
  return open;
}
