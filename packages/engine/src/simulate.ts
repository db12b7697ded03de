import { defaultMetrics, record, verdictOf } from '@ebb/results';
import type { MetricValue, Plugin } from '@ebb/sdk';
import type {
  CascadeReport,
  ConservationRecord,
  Recorder,
  RunFaultRecord,
  RunManifest,
  RunResult,
  RunStatus,
} from '@ebb/results';
import { RunFault } from '@ebb/kernel';
import type { LedgerStorage } from '@ebb/ledger';
import { Catalogue } from './host/catalogue.ts';
import { idleHost } from './host/host.ts';
import type { Host, LoadedPlugin } from './host/host.ts';
import { Injector } from './host/injector.ts';
import { MetricSet } from './metric-set.ts';
import { makePlan } from './make-plan.ts';
import type { Plan } from './plan.ts';
import { BadInput, scenarioHash } from './scenario/index.ts';
import type { LoadedScenario } from './scenario/index.ts';
import { VERSION } from './version.ts';
import { Audit, ConservationError } from './world/audit.ts';
import { Population } from './world/population.ts';
import { WorldContext } from './world/run-context.ts';
import { playIssuers } from './world/play-issuers.ts';
import { scheduleShocks } from './world/shocks.ts';
import { World } from './world/world.ts';

/** How a run is under way; simulated times in microseconds since the epoch. */
export interface Progress {
  readonly simulatedUs: number;
  readonly startUs: number;
  readonly untilUs: number;
  /** Facts and intents so far. */
  readonly events: number;
}

/** How a scenario is played. */
export interface SimulateOptions {
  readonly seed: string | number;
  readonly host?: Partial<Host>;
  /** Plugins at hand besides those that the scenario names. */
  readonly plugins?: readonly (Plugin | LoadedPlugin)[];
  /** Freezes every fact and checks after each that every atom is accounted for. */
  readonly audit?: boolean;
  /** What is recorded; the scenario's own word by default, and `none` for nothing but metrics. */
  readonly record?: 'none' | 'default' | 'all';
  /** Changes made to the scenario as `path=value`, for the manifest. */
  readonly patches?: readonly string[];
  /** Called with what was thrown when the run breaks, for those who want its stack. */
  readonly onFault?: (thrown: unknown) => void;
  /** Called now and then. */
  readonly onProgress?: (progress: Progress) => void;
  /** Dispatches between two moments in which the host may breathe; by default so many as take about 50 ms. */
  readonly dispatchesAtOnce?: number;
  /** How many dispatches one simulated instant may hold before it is called endless. */
  readonly instantBudget?: number;
  /** The arrays that balances live in; given only by those who test audits. */
  readonly storage?: LedgerStorage;
}

const FIRST_SLICE = 2_000;
const SMALLEST_SLICE = 50;
const LARGEST_SLICE = 20_000;
const SLICE_MS = 50;

/**
 * Plays a scenario once and says what happened. The same scenario, plugins and seed give the same facts, and so the same
 * trace hash, wherever and however often they are played, audited or not, recorded or not.
 *
 * Rejects with BadInput when the scenario cannot be played at all. A run that breaks, or is aborted by the host's signal,
 * resolves with what it came to, marked `failed` or `interrupted`.
 */
export async function simulate(loaded: LoadedScenario, options: SimulateOptions): Promise<RunResult> {
  const host: Host = { ...idleHost, ...options.host };
  const begunMs = host.stopwatch();
  const plan = makePlan(loaded, await gatherPlugins(loaded, options, host));
  const run = new Run(plan, options, host);
  await run.play();
  const seconds = (host.stopwatch() - begunMs) / 1000;
  return run.result(seconds);
}

/** Finds every plugin that a scenario may use: those at hand, the house's metrics, and those it names. */
export async function gatherPlugins(
  loaded: LoadedScenario,
  options: Pick<SimulateOptions, 'plugins'>,
  host: Pick<Host, 'load'>,
): Promise<Catalogue> {
  const own = defaultMetrics.map((plugin) => ({ plugin, from: '@ebb/results', hash: `@ebb/results@${VERSION}` }));
  const given = (options.plugins ?? []).map((each) =>
    'plugin' in each ? each : { plugin: each, from: 'the caller', hash: `${each.name}@${each.version}` },
  );
  const named: LoadedPlugin[] = [];
  for (const { spec, file } of loaded.scenario.plugins) named.push(...(await host.load(spec, file)));
  return new Catalogue([...own, ...given, ...named]);
}

/** One run from its building to its result. */
class Run {
  readonly #plan: Plan;
  readonly #options: SimulateOptions;
  readonly #host: Host;
  #world: World | null = null;
  #audit: Audit | null = null;
  #recorder: Recorder | null = null;
  #metrics: MetricSet | null = null;
  #measured: readonly MetricValue[] = [];
  #cascades: CascadeReport | undefined;
  #status: RunStatus = 'completed';
  #fault: RunFaultRecord | undefined;
  #conservation: ConservationRecord | undefined;

  constructor(plan: Plan, options: SimulateOptions, host: Host) {
    this.#plan = plan;
    this.#options = options;
    this.#host = host;
  }

  /** Throws BadInput; whatever else breaks is told in the result. */
  async play(): Promise<void> {
    try {
      this.#build();
      await this.#advance();
    } catch (error) {
      if (error instanceof BadInput) throw error;
      this.#fail(error);
    }
    this.#finish(() => this.#recorder?.finish());
    this.#finish(() => {
      this.#measured = this.#metrics?.values() ?? [];
      this.#cascades = this.#metrics?.cascades();
      if (this.#world?.kernel.stopped === true) throw this.#world.kernel.fault;
    });
  }

  result(wallSeconds: number): RunResult {
    const { scenario, used } = this.#plan;
    const kernel = this.#world?.kernel;
    const events = kernel?.events ?? 0;
    const metrics = this.#measured;
    const manifest: RunManifest = {
      scenario: scenario.name,
      title: scenario.title,
      scenarioHash: scenarioHash(scenario),
      seed: String(this.#options.seed),
      versions: { ebb: VERSION },
      patches: this.#options.patches ?? [],
      plugins: used.map(({ plugin, hash }) => ({
        kind: plugin.kind,
        name: plugin.name,
        version: plugin.version,
        hash,
      })),
      startUs: scenario.startUs,
      untilUs: scenario.untilUs,
      warmupUs: scenario.warmupUs,
      simulatedUntilUs: kernel?.calendar.nowUs ?? scenario.startUs,
      tables: this.#recorder?.tables() ?? [],
      status: this.#status,
      events,
      traceHash: kernel?.trace.digest() ?? '',
      ...(this.#fault === undefined ? {} : { fault: this.#fault }),
    };
    const timings = { wallSeconds, eventsPerSecond: wallSeconds > 0 ? events / wallSeconds : 0 };
    const conservation = this.#conservation === undefined ? {} : { conservation: this.#conservation };
    const cascades = this.#cascades === undefined ? {} : { cascades: this.#cascades };
    return { manifest, metrics, verdict: verdictOf(manifest, metrics), timings, ...conservation, ...cascades };
  }

  #build(): void {
    const { audit = false, seed, instantBudget, storage } = this.#options;
    const injector = new Injector();
    const world = new World(this.#plan, { seed, audit, instantBudget, storage }, injector);
    this.#world = world;
    const population = new Population(world, injector);
    this.#listen(world, injector);
    if (audit) {
      const check = (this.#audit = new Audit(world));
      world.kernel.bus.auditWith(() => check.afterFact());
    }
    world.start();
    playIssuers(world, injector);
    scheduleShocks(world, injector);
    population.build();
    population.start();
  }

  #listen(world: World, injector: Injector): void {
    const { scenario } = this.#plan;
    const what = this.#options.record ?? scenario.record;
    if (what !== 'none') {
      const context = new WorldContext(world, { plugin: 'results', instance: 'recorder' });
      this.#recorder = record(context, this.#host.sink, what, scenario.barIntervalUs);
    }
    this.#metrics = new MetricSet(world);
    this.#metrics.start(injector);
  }

  async #advance(): Promise<void> {
    const { kernel } = this.#world!;
    const { startUs, untilUs } = this.#plan.scenario;
    const { onProgress, dispatchesAtOnce } = this.#options;
    let slice = dispatchesAtOnce ?? FIRST_SLICE;
    const tell = (): void =>
      onProgress?.({ simulatedUs: kernel.calendar.nowUs, startUs, untilUs, events: kernel.events });
    while (this.#host.signal?.aborted !== true) {
      const begunMs = this.#host.stopwatch();
      const left = kernel.step(slice, untilUs);
      slice = dispatchesAtOnce ?? nextSlice(slice, this.#host.stopwatch() - begunMs);
      if (left === 'done') kernel.calendar.advanceTo(untilUs);
      this.#audit?.recount();
      tell();
      if (left === 'done') return this.#balance();
      await this.#host.pause();
    }
    this.#status = 'interrupted';
    this.#audit?.recount();
    this.#balance();
  }

  #balance(): void {
    if (this.#audit === null) return;
    this.#conservation = { balanced: true, sentence: 'every atom and every lot is accounted for' };
  }

  /** Does what is left to do however the run ended; the first fault of a run is the one that is told. */
  #finish(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    if (this.#status === 'failed') return;
    this.#status = 'failed';
    const kernel = this.#world?.kernel;
    const fault =
      error instanceof RunFault
        ? error
        : new RunFault(error, {
            plugin: 'engine',
            instance: 'world',
            seed: String(this.#options.seed),
            timeUs: kernel?.calendar.nowUs ?? this.#plan.scenario.startUs,
            seq: kernel?.events ?? 0,
          });
    const { plugin, instance, timeUs, seq, seed, original } = fault;
    this.#options.onFault?.(original);
    const message = original instanceof Error ? original.message : String(original);
    this.#fault = { plugin, instance, timeUs, seq, seed, message };
    if (original instanceof ConservationError) this.#conservation = { balanced: false, sentence: message };
  }
}

/** How many dispatches to do next, after so many took so long: twice as many or half as many until a slice takes its time. */
function nextSlice(slice: number, tookMs: number): number {
  const next = tookMs > SLICE_MS ? slice / 2 : slice * 2;
  return Math.round(Math.min(Math.max(SMALLEST_SLICE, next), LARGEST_SLICE));
}
