import { PARAMS } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext } from '@ebb/sdk';
import { defaultMetrics } from '@ebb/results';
import type { Kernel } from '@ebb/kernel';
import type { Injector } from './host/injector.ts';
import type { Plan } from './plan.ts';

/** The metrics of one run: the house's own, and those that the scenario names. */
export class MetricSet {
  readonly #metrics: readonly { readonly metric: Metric; readonly plugin: string; readonly instance: string }[];

  constructor(named: Plan['metrics'], injector: Injector) {
    const own = defaultMetrics.map((plugin) => ({ plugin, name: plugin.name, params: plugin.params.parse({}) }));
    this.#metrics = [...own, ...named].map(({ plugin, name, params }) => ({
      metric: injector.scope({ values: new Map([[PARAMS, params]]) }).make(plugin.use) as Metric,
      plugin: plugin.name,
      instance: name,
    }));
  }

  /** Lets every metric begin to listen. */
  start(context: RunContext, kernel: Kernel): void {
    for (const { metric, plugin, instance } of this.#metrics) {
      kernel.guard({ plugin, instance }, () => metric.start(context));
    }
  }

  /** What all of them measured, in order. */
  values(): readonly MetricValue[] {
    return this.#metrics.flatMap(({ metric }) => metric.values());
  }
}
