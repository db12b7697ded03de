import { moments } from '../statistics/moments.ts';
import { studentCdf } from '../statistics/student.ts';
import { ocba } from './ocba.ts';
import type { PlayVariants } from './play-variants.ts';
import { selectionSetting } from './selection.ts';
import type { Selection, SelectionOptions, SelectionSetting } from './selection.ts';

/** What is known of a variant, turned so that the smallest mean is the best. */
interface Known {
  readonly mean: number;
  readonly sd: number;
  readonly n: number;
}

/**
 * Finds the variant with the best mean by handing out replicates in rounds by OCBA, most to those that are hard to tell from the
 * best, until the choice is probable enough to be right. That probability is estimated from the replicates: 1 − Σ P(T > d_i / s_i)
 * over the others, with d_i how far their mean is behind, s_i the standard error of that and T of Student with Welch's degrees of
 * freedom; who is nearer than `delta` counts as that far, for both the probability and the shares. It is the stopping rule of
 * "Selecting a Selection Procedure" (J. Branke, S. E. Chick and C. Schmidt, Management Science 53(12), 2007) with Bonferroni's
 * bound. Replicates count as independent: common random numbers make the choice surer than it says.
 */
export async function selectByOcba(
  play: PlayVariants,
  variants: readonly string[],
  options: SelectionOptions,
): Promise<Selection> {
  const setting = selectionSetting(variants, options);
  const { first, atMost, batch = 5 * variants.length, firstSeed, goal, delta, confidence } = setting;
  const values: number[][] = variants.map(() => []);
  const played = variants.map(() => 0);
  let more: readonly number[] = variants.map(() => first);
  let probability = 0;
  while (probability < confidence && more.some((count) => count > 0)) {
    const asked = [...variants.keys()].filter((index) => more[index]! > 0);
    const orders = asked.map((index) => ({
      variant: variants[index]!,
      seeds: Array.from({ length: more[index]! }, (_, k) => firstSeed + played[index]! + k),
    }));
    const results = await play(orders);
    asked.forEach((index, row) => {
      values[index]!.push(...results[row]!.filter((value) => Number.isFinite(value)));
      played[index]! += more[index]!;
    });
    const known = knownOf(variants, values, played, setting);
    probability = surely(known, delta);
    const counts = known.map(({ n }) => n);
    more = ocba(known, counts, batch, delta).map((count, index) => Math.min(count, atMost - played[index]!));
  }
  const best = smallest(knownOf(variants, values, played, setting));
  return {
    method: 'OCBA',
    goal,
    delta,
    confidence,
    best: variants[best]!,
    reached: probability >= confidence,
    probability,
    variants: variants.map((variant, index) => {
      const { mean, sd, n } = moments(values[index]!);
      return { variant, mean, sd, replicates: n, played: played[index]!, failed: played[index]! - n };
    }),
  };
}

function knownOf(
  variants: readonly string[],
  values: readonly (readonly number[])[],
  played: readonly number[],
  { sign, delta }: SelectionSetting,
): readonly Known[] {
  return values.map((numbers, index) => {
    const { mean, sd, n } = moments(numbers);
    if (n < 2) throw new RangeError(`of ${played[index]} runs of '${variants[index]}' only ${n} gave a number`);
    // First replicates that happen to be equal would say that no more are needed.
    return { mean: -sign * mean, sd: Math.max(sd, delta), n };
  });
}

function surely(known: readonly Known[], delta: number): number {
  const best = known[smallest(known)]!;
  const doubts = known.map((other) => (other === best ? 0 : doubt(best, other, delta)));
  return Math.max(0, 1 - doubts.reduce((sum, value) => sum + value, 0));
}

/** How probable it is that another is better than the one that looks best. */
function doubt(best: Known, other: Known, delta: number): number {
  const [one, two] = [best.sd ** 2 / best.n, other.sd ** 2 / other.n];
  const freedom = (one + two) ** 2 / (one ** 2 / (best.n - 1) + two ** 2 / (other.n - 1));
  return studentCdf(-Math.max(other.mean - best.mean, delta) / Math.sqrt(one + two), freedom);
}

function smallest(known: readonly Known[]): number {
  return known.reduce((best, { mean }, index) => (mean < known[best]!.mean ? index : best), 0);
}
