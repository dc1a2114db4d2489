import type { Catalogue } from './words.ts';

export const incidents = {} satisfies Catalogue;
