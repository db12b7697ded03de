import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext, z } from '@ebb/sdk';
import { syntheticHedged } from './synthetic-hedged.ts';

const params = parameters({
  coin: p.asset({ describe: 'The synthetic dollar that is measured, by the name of its issuer.' }),
});

/** Measures, after the warm-up, how far a synthetic dollar was from hedged, how thin its margin became, and what funding paid it. */
@injectable()
class HedgeQuality implements Metric {
  readonly #coin: string;
  #speaker = NaN;
  #fromUs = 0;
  #lastUs = NaN;
  #error = NaN;
  /** Error × microseconds, and the microseconds that it was reckoned over. */
  #weighted = 0;
  #heardUs = 0;
  #worst = NaN;
  #worstUs = NaN;
  #leastMargin = NaN;
  #firstIncome = NaN;
  #income = NaN;
  #stakedRate = NaN;

  constructor(@inject(PARAMS) { coin }: z.output<typeof params>) {
    this.#coin = coin;
  }

  start(context: RunContext): void {
    if (!context.pegs.some(({ coin }) => coin === this.#coin)) {
      throw new RangeError(`'coin' (${this.#coin}) has no issuer`);
    }
    this.#fromUs = context.scoredFromUs;
    context.listen(syntheticHedged, (_seq, timeUs, _cause, _origin, who, _spot, short, error, margin, rate, income) => {
      if (Number.isNaN(this.#speaker)) this.#speaker = who;
      if (who !== this.#speaker || timeUs < this.#fromUs) return;
      if (!Number.isNaN(this.#lastUs)) {
        this.#weighted += this.#error * (timeUs - this.#lastUs);
        this.#heardUs += timeUs - this.#lastUs;
      } else this.#firstIncome = income;
      this.#lastUs = timeUs;
      this.#error = error;
      if (!(error <= this.#worst)) [this.#worst, this.#worstUs] = [error, timeUs];
      if (short > 0 && !(margin >= this.#leastMargin)) this.#leastMargin = margin;
      [this.#income, this.#stakedRate] = [income, rate];
    });
  }

  values(): readonly MetricValue[] {
    const one = (name: string, value: number, unit: string, atUs = NaN): MetricValue => ({
      ...{ subject: this.#coin, name, value, unit },
      ...(Number.isNaN(atUs) ? {} : { atUs }),
    });
    return [
      one('hedgeErrorMean', this.#heardUs > 0 ? this.#weighted / this.#heardUs : NaN, 'fraction'),
      one('hedgeErrorMost', this.#worst, 'fraction', this.#worstUs),
      one('marginShareLeast', this.#leastMargin, 'fraction'),
      one('fundingIncome', this.#income - this.#firstIncome, 'USDT'),
      one('stakedRate', this.#stakedRate, 'coins'),
    ];
  }
}

export default definePlugin({
  kind: 'metric',
  name: 'hedge-quality',
  version: '1.0.0',
  summary: 'Measures how far a synthetic dollar was from hedged, its thinnest margin, and what funding paid.',
  formula: 'hedge error = |spot − short| · price ÷ backing, at each upkeep',
  sources: ['A choice of this laboratory'],
  params,
  use: HedgeQuality,
});
