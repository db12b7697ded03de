import { PARAMS, drawParams } from '@ebb/sdk';
import type { Metric, MetricValue } from '@ebb/sdk';
import { CascadeMetric, defaultMetrics } from '@ebb/results';
import type { CascadeReport } from '@ebb/results';
import type { Owner } from '@ebb/kernel';
import type { Injector } from './host/injector.ts';
import { refusePromise } from './host/refuse-promise.ts';
import { WorldContext } from './world/run-context.ts';
import type { World } from './world/world.ts';

interface Measuring {
  readonly metric: Metric;
  readonly owner: Owner;
}

/** The metrics of one run: the house's own, and those that the scenario names. */
export class MetricSet {
  readonly #world: World;
  readonly #listening: Measuring[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  /** Makes every metric and lets it begin to listen; what one throws breaks the run and names it. */
  start(injector: Injector): void {
    const { kernel, plan } = this.#world;
    const own = defaultMetrics.map((plugin) => ({ plugin, name: plugin.name, params: plugin.params.parse({}) }));
    for (const { plugin, name, params } of [...own, ...plan.metrics]) {
      const owner = { plugin: plugin.name, instance: name };
      kernel.guard(owner, () => {
        const drawn = drawParams(params, (path) => kernel.streams.stream(`metrics/${name}`, `params/${path}`));
        const metric = injector.scope({ values: new Map([[PARAMS, drawn]]) }).make(plugin.use) as Metric;
        refusePromise(metric.start(new WorldContext(this.#world, owner)), 'start');
        this.#listening.push({ metric, owner });
      });
    }
  }

  /** Which liquidations led to which, as the house's own metric of it tells; undefined when it could not listen. */
  cascades(): CascadeReport | undefined {
    for (const { metric } of this.#listening) if (metric instanceof CascadeMetric) return metric.report();
    return undefined;
  }

  /** What all of them measured, in order. One that throws breaks the run and is left out. */
  values(): readonly MetricValue[] {
    const { kernel } = this.#world;
    return this.#listening.flatMap(({ metric, owner }) => {
      try {
        return checkedValues(refusePromise(metric.values(), 'values'));
      } catch (error) {
        kernel.fail(error, owner);
        return [];
      }
    });
  }
}

/** What a metric gave back, if it is a list of values with names, numbers and units; throws a TypeError if not. */
function checkedValues(values: readonly MetricValue[]): readonly MetricValue[] {
  if (!Array.isArray(values)) throw new TypeError('values() gives a list of values');
  const named = new Set<string>();
  for (const { subject, name, value, unit, atUs } of values as readonly MetricValue[]) {
    const isWhole = typeof name === 'string' && typeof value === 'number' && typeof unit === 'string';
    const isAbout = subject === undefined || typeof subject === 'string';
    if (!isWhole || !isAbout || !(atUs === undefined || Number.isSafeInteger(atUs))) {
      throw new TypeError(
        `a value of a metric has name, value and unit; found ${String(name)}, ${String(value)}, ${String(unit)}`,
      );
    }
    const key = `${subject ?? ''}.${name}`;
    if (named.has(key)) throw new TypeError(`the metric gives two values called ${key}`);
    named.add(key);
  }
  return values;
}
