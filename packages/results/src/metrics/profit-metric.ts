import { backing, mark, value } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext } from '@ebb/sdk';

/** The unit of `wealthOf`: whatever the scenario's outside values are written in. */
const UNIT = 'unit of account';

/**
 * Measures what each class of agents gained or lost after the warm-up. Wealth is first read at the first mark, outside
 * value or backing of a coin that is scored: all are told between intents, when every account is whole. Those of the very
 * first instant do not count, since agents come to life in it.
 */
export class ProfitMetric implements Metric {
  #context: RunContext | null = null;
  #before: readonly number[] | null = null;

  start(context: RunContext): void {
    this.#context = context;
    const { startUs, scoredFromUs } = context;
    const read = (timeUs: number): void => {
      if (this.#before !== null || timeUs < scoredFromUs || timeUs === startUs) return;
      this.#before = context.classes.map((name) => context.wealthOf(name));
    };
    context.listen(mark, (_seq, timeUs) => read(timeUs));
    context.listen(backing, (_seq, timeUs) => read(timeUs));
    context.listen(value, (_seq, timeUs) => read(timeUs));
  }

  values(): readonly MetricValue[] {
    const context = this.#context;
    if (context === null) return [];
    return context.classes.flatMap((subject, i) => {
      const before = this.#before?.[i] ?? NaN;
      return [
        { subject, name: 'accounts', value: context.accountsIn(subject), unit: 'accounts' },
        { subject, name: 'profit', value: context.wealthOf(subject) - before, unit: UNIT },
      ];
    });
  }
}
