/** The world is folded alike on both sides: the contract holds the fold, the client knows it by this name. */
export { emptyWorld, fold, recentLimit, type Pulse, type World } from '#contract/world.ts';
