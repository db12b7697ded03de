import { backing, definePlugin, injectable, parameters } from '@ebb/sdk';
import type { Metric, MetricValue, Plugin, RunContext } from '@ebb/sdk';
import { COIN } from './peg-world.ts';

/** What stood behind the coin at a moment, and what the test's own accounts had of it then; units. */
export interface PegMoment {
  readonly timeUs: number;
  readonly assets: number;
  readonly liquid: number;
  readonly liabilities: number;
  readonly parity: number;
  readonly circulating: number;
  readonly waiting: number;
  /** Coins on the accounts of the suite's agents. */
  readonly held: number;
}

/** Makes the metric that notes each backing that is published, with the coins that `held` counts at that instant. */
export function pegSuiteWitness(moments: PegMoment[], held: () => number): Plugin {
  @injectable()
  class PegSuiteWitness implements Metric {
    start(context: RunContext): void {
      const { assets, assetScales } = context;
      const coin = assets.indexOf(COIN);
      const scale = assetScales[coin];
      context.listen(
        backing,
        (_seq, timeUs, _cause, _origin, place, owned, liquid, liabilities, parity, out, waiting) => {
          if (place !== coin) return;
          const coins = { circulating: out / scale, waiting: waiting / scale, held: held() };
          moments.push({ timeUs, assets: owned, liquid, liabilities, parity, ...coins });
        },
      );
    }

    values(): readonly MetricValue[] {
      return [];
    }
  }
  return definePlugin({
    ...{ kind: 'metric', name: 'peg-suite-witness', version: '1.0.0', params: parameters({}), use: PegSuiteWitness },
    summary: 'Notes what stands behind the coin each time it is published.',
  });
}
