import type { Catalogue } from './words.ts';

export const calls = {} satisfies Catalogue;
