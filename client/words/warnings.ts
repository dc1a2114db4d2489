import type { Catalogue } from './words.ts';

export const warnings = {} satisfies Catalogue;
