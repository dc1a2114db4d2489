/** One way in which things may go: how likely it is, and what is then expected, with its variance. */
export interface Chance {
  weight: number;
  mean: number;
  variance: number;
}

/** Standard deviations at which a normal distribution has these shares below it: the middles of so many equal parts. */
export const evenDeviations: readonly number[] = [-1.593, -0.967, -0.589, -0.282, 0, 0.282, 0.589, 0.967, 1.593];

/** The same in three parts, for what is unlikely anyway. */
export const fewDeviations: readonly number[] = [-0.967, 0, 0.967];

/**
 * What is exceeded with a probability of 1 - `share`, of things that may go in several ways: found by halving, to a hundredth.
 * In each way many people answer or not, so that the normal distribution is near enough (a Poisson binomial one in truth).
 */
export function quantile(chances: readonly Chance[], share: number): number {
  const reach = chances.map(({ variance }) => 6 * Math.sqrt(variance) + 1);
  let low = Math.min(...chances.map(({ mean }, nr) => mean - reach[nr]!));
  let high = Math.max(...chances.map(({ mean }, nr) => mean + reach[nr]!));
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (below(chances, middle) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

function below(chances: readonly Chance[], value: number): number {
  return chances.reduce((sum, { weight, mean, variance }) => sum + weight * normal((value - mean) / Math.sqrt(variance + 1e-6)), 0);
}

/** The normal distribution, to 0.0000001 (Abramowitz and Stegun 26.2.17). */
function normal(deviations: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(deviations));
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-deviations * deviations) / 2) / Math.sqrt(2 * Math.PI)) * series;
  return deviations > 0 ? 1 - tail : tail;
}
