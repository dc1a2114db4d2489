import type { Catalogue } from './words.ts';

export const map = {} satisfies Catalogue;
