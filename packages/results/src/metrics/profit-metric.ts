import { mark, value } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext } from '@ebb/sdk';

/** The unit of `wealthOf`: whatever the scenario's outside values are written in. */
const UNIT = 'unit of account';

/**
 * Measures what each class of agents gained or lost after the warm-up. Wealth is read for the first time when the run
 * starts, and anew at the first mark or outside value that is scored: both are told between intents, when every account
 * is whole.
 */
export class ProfitMetric implements Metric {
  #context: RunContext | null = null;
  #before: number[] = [];
  #settled = false;

  start(context: RunContext): void {
    this.#context = context;
    const read = (): void => {
      this.#before = context.classes.map((name) => context.wealthOf(name));
    };
    const settle = (_seq: number, timeUs: number): void => {
      if (this.#settled || timeUs < context.scoredFromUs) return;
      this.#settled = true;
      read();
    };
    read();
    context.listen(mark, settle);
    context.listen(value, settle);
  }

  values(): readonly MetricValue[] {
    const context = this.#context;
    if (context === null) return [];
    return context.classes.flatMap((subject, i) => [
      { subject, name: 'accounts', value: context.accountsIn(subject), unit: 'accounts' },
      { subject, name: 'profit', value: context.wealthOf(subject) - this.#before[i], unit: UNIT },
    ]);
  }
}
