/** Replicates that a procedure asks for. */
export interface VariantOrder {
  readonly variant: string;
  readonly seeds: readonly number[];
}

/**
 * Plays replicates of variants and gives what is measured, order by order and in the order of the seeds; NaN of a run that broke or
 * measured nothing. The same seed is the same luck in every variant. What was played before is not played again.
 */
export type PlayVariants = (orders: readonly VariantOrder[]) => Promise<readonly (readonly number[])[]>;
