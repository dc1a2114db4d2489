/** What the dialog is opened for: something was refused for want of it, or somebody looks after the own one. */
export type FactorAim = 'asked' | 'own';

let open: Promise<boolean> | null = null;

/** Opens the dialog of the second factor, one for all that wait for it. True once a code was shown or a phone enrolled. */
export function openSecondFactor(aim: FactorAim): Promise<boolean> {
  open ??= shown(aim).finally(() => (open = null));
  return open;
}

async function shown(aim: FactorAim): Promise<boolean> {
  await import('./jy-second-factor.ts');
  const dialog = document.createElement('jy-second-factor');
  dialog.aim = aim;
  const done = new Promise<boolean>((fulfil) => dialog.addEventListener('jy-second-factor-close', ({ detail }) => fulfil(detail)));
  document.body.append(dialog);
  return done.finally(() => dialog.remove());
}
