/** A place where the test holds something up until it has looked around. */
export interface Gate {
  /** Called by who is held up; resolves when the test opens the gate. */
  pass(): Promise<void>;
  /** Resolves when somebody stands before the gate. */
  readonly reached: Promise<void>;
  open(): void;
}

export function aGate(): Gate {
  let arrive!: () => void;
  let open!: () => void;
  const reached = new Promise<void>((fulfil) => (arrive = fulfil));
  const opened = new Promise<void>((fulfil) => (open = fulfil));
  return {
    reached,
    open,
    pass() {
      arrive();
      return opened;
    },
  };
}
