import type { TestSequencer, TestSpecification } from 'vitest/node';

/**
 * Seconds that the longest files take by themselves on a machine of two processors. One of them that begins last keeps the run going while
 * the other processor has nothing to do.
 */
const seconds: Record<string, number> = {
  'every-hold': 170,
  'fifty-kills-lose-nothing': 160,
  'everyone-can-read-the-screens': 140,
  'every-operation': 100,
  'engine-death': 96,
  'a-backup-comes-back': 98,
  backup: 88,
  'city-ladder': 60,
  'names-are-sealed-at-rest': 52,
  seed: 50,
};

/** Those whose length the size of their file does not tell go first; of the others the larger ones, as they come. */
export class SlowestFirst implements TestSequencer {
  shard(files: TestSpecification[]): TestSpecification[] {
    return files;
  }

  sort(files: TestSpecification[]): TestSpecification[] {
    return [...files].sort((one, other) => orderOf(one) - orderOf(other) || secondsOf(other) - secondsOf(one));
  }
}

function orderOf({ project }: TestSpecification): number {
  return project.config.sequence.groupOrder;
}

function secondsOf({ moduleId }: TestSpecification): number {
  return seconds[/([^/]+?)(\.timed)?(\.screen)?\.test\.ts$/.exec(moduleId)?.[1] ?? ''] ?? 0;
}
