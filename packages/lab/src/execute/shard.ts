import type { StudyManifest } from '@ebb/results';
import type { Executor, RunOrder, Work } from './executor.ts';
import { local } from './local.ts';

/** Which part of a study is meant: the first of three is `{ index: 1, of: 3 }`. */
export interface Shard {
  readonly index: number;
  readonly of: number;
}

/** A part and who plays it; this machine unless given. */
export interface ShardOptions extends Shard {
  readonly inner?: Executor;
}

/**
 * Plays every n-th run of a study. A run belongs to the same part whatever was played before, so that parts that start at
 * different hours leave nothing out. Throws a RangeError for a part that there is not.
 */
export function shard({ index, of, inner = local() }: ShardOptions): Executor {
  checkShard({ index, of });
  return {
    name: `shard ${index}/${of}`,
    execute: (work) =>
      inner.execute({ ...work, orders: partOf(work, { index, of }), total: Math.ceil(work.total / of) }),
  };
}

/** Throws a RangeError for a part that there is not. */
export function checkShard({ index, of }: Shard): void {
  const isWhole = Number.isSafeInteger(index) && Number.isSafeInteger(of);
  if (isWhole && of >= 1 && index >= 1 && index <= of) return;
  throw new RangeError(
    `there is no part ${index} of ${of}: a shard is i/n with whole numbers, i from 1 to n, such as 1/3, 2/3 and 3/3`,
  );
}

function* partOf({ orders, folder }: Pick<Work, 'orders' | 'folder'>, { index, of }: Shard): Iterable<RunOrder> {
  const place = placer(folder.manifest);
  for (const order of orders) if (place(order) % of === index - 1) yield order;
}

/** Numbers the runs of a study from 0 on, in the order of point, variant and seed. */
function placer({ variants, replicates, firstSeed }: StudyManifest): (order: RunOrder) => number {
  const numbers = new Map(variants.map((variant, at) => [variant, at]));
  return ({ point, variant, seed }) => {
    return (point * variants.length + (numbers.get(variant) ?? 0)) * replicates + (seed - firstSeed);
  };
}
