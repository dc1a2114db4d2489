import type { Catalogue } from './words.ts';

export const app = {} satisfies Catalogue;
