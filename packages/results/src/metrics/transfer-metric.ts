import { transfer, transferStates } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext } from '@ebb/sdk';

/** What was asked of a venue's transfers since the warm-up. */
interface Asked {
  asked: number;
  arrived: number;
  refused: number;
  /** How often one was told that it has to wait. */
  heldUp: Set<number>;
  longestUs: number;
  /** When each was asked for that has not arrived, by its number. */
  readonly underWay: Map<number, number>;
  /** Atoms by the asset's index. */
  readonly fees: Map<number, number>;
}

/**
 * Counts the transfers that were asked for at each venue after the warm-up, between its wallets and to other venues: what
 * became of them, the longest way, and what they cost. Venues of which nobody asked for any have no numbers.
 */
export class TransferMetric implements Metric {
  #context: RunContext | null = null;
  #venues: readonly Asked[] = [];

  start(context: RunContext): void {
    this.#context = context;
    this.#venues = context.venues.map(() => ({
      ...{ asked: 0, arrived: 0, refused: 0, heldUp: new Set(), longestUs: 0 },
      ...{ underWay: new Map(), fees: new Map() },
    }));
    context.listen(transfer, (_seq, timeUs, _cause, _origin, place, _who, id, asset, ...rest) => {
      const [, , , state, , , fee] = rest;
      this.#take(this.#venues[place], { timeUs, id, asset, state, fee });
    });
  }

  values(): readonly MetricValue[] {
    const context = this.#context;
    if (context === null) return [];
    const endUs = Math.round(context.view.nowMs * 1000);
    return this.#venues.flatMap((of, place) => {
      if (of.asked === 0) return [];
      const subject = context.venues[place].name;
      const count = (name: string, value: number): MetricValue => ({ subject, name, value, unit: 'transfers' });
      const longestUs = [...of.underWay.values()].reduce(
        (most, fromUs) => Math.max(most, endUs - fromUs),
        of.longestUs,
      );
      return [
        count('transfersAsked', of.asked),
        count('transfersArrived', of.arrived),
        count('transfersRefused', of.refused),
        count('transfersHeldUp', of.heldUp.size),
        count('transfersUnderWay', of.underWay.size),
        { subject, name: 'longestTransfer', value: longestUs / 1_000_000, unit: 's' },
        ...[...of.fees].map(([asset, atoms]): MetricValue => {
          const unit = context.assets[asset];
          return {
            subject: `${unit}@${subject}`,
            name: 'transferFees',
            value: atoms / context.assetScales[asset],
            unit,
          };
        }),
      ];
    });
  }

  #take(of: Asked, fact: { timeUs: number; id: number; asset: number; state: number; fee: number }): void {
    const { timeUs, id, asset, state, fee } = fact;
    const begins = state === transferStates.requested || state === transferStates.refused;
    if (begins && timeUs >= this.#context!.scoredFromUs) {
      of.asked++;
      if (state === transferStates.refused) of.refused++;
      else of.underWay.set(id, timeUs);
      return;
    }
    const fromUs = of.underWay.get(id);
    if (fromUs === undefined) return;
    if (state === transferStates.waiting) of.heldUp.add(id);
    if (state !== transferStates.arrived) return;
    of.underWay.delete(id);
    of.arrived++;
    of.longestUs = Math.max(of.longestUs, timeUs - fromUs);
    if (fee > 0) of.fees.set(asset, (of.fees.get(asset) ?? 0) + fee);
  }
}
