import type { Operation } from './operation.ts';
import { TreeProof, TreeProofQuery } from './tree-proof.ts';

export const treeOperations = [
  {
    method: 'get',
    path: '/tree-proof',
    summary: 'Dead ends of the tree of posts in my area; proved anew when older than a minute',
    access: 'tree.read',
    query: TreeProofQuery,
    answers: { 200: TreeProof },
  },
] as const satisfies readonly Operation[];
