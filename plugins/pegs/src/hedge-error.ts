import { PARAMS, definePlugin, inject, injectable, p, parameters } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext, z } from '@ebb/sdk';
import { syntheticHedged } from './synthetic-hedged.ts';

const params = parameters({
  coin: p.asset({ describe: 'The synthetic dollar; the only one of the scenario.', default: 'COIN' }),
});

/** Measures how well a synthetic dollar was hedged after the warm-up, upkeep by upkeep, and what it earned. */
@injectable()
class HedgeError implements Metric {
  readonly #coin: string;
  #context: RunContext | null = null;
  /** The error that stands, since when, and its sum over microseconds. */
  #error = NaN;
  #sinceUs = 0;
  #sum = 0;
  #countedUs = 0;
  #worst = NaN;
  #worstUs = NaN;
  #leastMargin = NaN;
  #leastMarginUs = NaN;
  #income = NaN;
  #firstIncome = NaN;

  constructor(@inject(PARAMS) given: z.infer<typeof params>) {
    this.#coin = given.coin;
  }

  start(context: RunContext): void {
    this.#context = context;
    const { scoredFromUs } = context;
    context.listen(
      syntheticHedged,
      (_seq, timeUs, _cause, _origin, _place, _spot, short, error, marginShare, _rate, income) => {
        this.#pass(timeUs);
        [this.#error, this.#income] = [error, income];
        // What was earned in the warm-up does not count.
        if (timeUs <= scoredFromUs || Number.isNaN(this.#firstIncome)) this.#firstIncome = income;
        if (timeUs < scoredFromUs) return;
        if (!(error <= this.#worst)) [this.#worst, this.#worstUs] = [error, timeUs];
        if (short > 0 && !(marginShare >= this.#leastMargin)) {
          [this.#leastMargin, this.#leastMarginUs] = [marginShare, timeUs];
        }
      },
    );
  }

  values(): readonly MetricValue[] {
    this.#pass(Math.round((this.#context?.view.nowMs ?? 0) * 1000));
    const subject = this.#coin;
    const unit = 'fraction';
    const reference = this.#context?.pegs.find(({ coin }) => coin === subject)?.reference ?? '';
    const at = (atUs: number): { readonly atUs?: number } => (Number.isNaN(atUs) ? {} : { atUs });
    return [
      { subject, name: 'hedgeError', value: this.#worst, unit, ...at(this.#worstUs) },
      { subject, name: 'meanHedgeError', value: this.#sum / this.#countedUs, unit },
      { subject, name: 'leastMarginShare', value: this.#leastMargin, unit, ...at(this.#leastMarginUs) },
      { subject, name: 'hedgeIncome', value: this.#income - this.#firstIncome, unit: reference },
    ];
  }

  #pass(timeUs: number): void {
    const fromUs = Math.max(this.#sinceUs, this.#context?.scoredFromUs ?? 0);
    this.#sinceUs = timeUs;
    if (Number.isNaN(this.#error) || timeUs <= fromUs) return;
    this.#sum += (timeUs - fromUs) * this.#error;
    this.#countedUs += timeUs - fromUs;
  }
}

export default definePlugin({
  kind: 'metric',
  name: 'hedge-error',
  version: '1.0.0',
  summary: 'How well a synthetic dollar was hedged: |spot − short| × price ÷ backing, its margin, and its income.',
  params,
  use: HedgeError,
});
