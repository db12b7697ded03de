import { PARAMS, VENUE, drawParams } from '@ebb/sdk';
import type {
  CircuitBreaker,
  CurvePolicy,
  DeleveragingPolicy,
  DisposalPolicy,
  FeePolicy,
  FundingPolicy,
  IndexPricePolicy,
  LatencyPolicy,
  LendingRatePolicy,
  LiquidationPolicy,
  LiquidationPriorityPolicy,
  LossAbsorptionPolicy,
  MarginPolicy,
  MarkPricePolicy,
  ObservationPolicy,
  PolicyKind,
  TransferPolicy,
  VenueTerms,
} from '@ebb/sdk';
import type { DerivativePolicies, VenuePolicies } from '@ebb/exchange';
import { RunFault } from '@ebb/kernel';
import type { Kernel, Owner } from '@ebb/kernel';
import { badPlugin, refusedParams } from '../bad-plugin.ts';
import type { LenderPlan, PlannedPlugin, VenuePlan } from '../plan.ts';
import type { Injector } from '../host/injector.ts';
import type { PolicySlot, Sources } from '../scenario/index.ts';
import { attributed } from './attributed.ts';

/** The contract of each rule. */
interface Contracts {
  readonly margin: MarginPolicy;
  readonly liquidation: LiquidationPolicy;
  readonly liquidationPriority: LiquidationPriorityPolicy;
  readonly disposal: DisposalPolicy;
  readonly lossAbsorption: LossAbsorptionPolicy;
  readonly deleveraging: DeleveragingPolicy;
  readonly index: IndexPricePolicy;
  readonly mark: MarkPricePolicy;
  readonly funding: FundingPolicy;
  readonly circuitBreaker: CircuitBreaker;
  readonly observation: ObservationPolicy;
  readonly transfer: TransferPolicy;
  readonly curve: CurvePolicy;
  readonly fees: FeePolicy;
  readonly latency: LatencyPolicy;
  readonly lendingRate: LendingRatePolicy;
}

/** The methods that an instance of each rule must have. */
const METHODS: { readonly [Kind in PolicyKind]: readonly (keyof Contracts[Kind] & string)[] } = {
  margin: ['initialAtoms', 'maintenanceAtoms', 'verdict'],
  liquidation: ['step'],
  liquidationPriority: ['rank'],
  disposal: ['slice'],
  lossAbsorption: ['absorb'],
  deleveraging: ['allot'],
  index: ['price'],
  mark: ['price'],
  funding: ['sample', 'settle'],
  circuitBreaker: [],
  observation: ['observe'],
  transfer: ['admit'],
  curve: ['pool'],
  fees: ['makerPpm', 'takerPpm'],
  latency: ['delayUs'],
  lendingRate: ['rate'],
};

/** The methods that an instance may have. */
const OPTIONAL: Partial<Record<PolicyKind, readonly string[]>> = {
  circuitBreaker: ['band', 'halt', 'admitForced'],
  margin: ['collateralAtoms', 'loanInitialAtoms', 'loanMaintenanceAtoms', 'interestAtoms'],
  lossAbsorption: ['share'],
  transfer: ['feeUnits'],
  curve: ['range'],
};

/** What a venue does without a rule that it can do without: it charges nothing, adds no delay, and moves no money by itself. */
const WITHOUT: Partial<Contracts> = {
  fees: { makerPpm: () => 0, takerPpm: () => 0 },
  latency: { delayUs: () => 0 },
  funding: { sample: () => {}, settle: () => 0 },
  disposal: { slice: () => ({ lots: 0, limitTicks: 0 }) },
  transfer: { admit: () => 0 },
};

/** The rules of a lending market, by asset. */
export interface LenderPolicies {
  readonly rates: ReadonlyMap<string, LendingRatePolicy>;
  readonly oracles: ReadonlyMap<string, IndexPricePolicy>;
}

/** Makes the rules of one venue, and of what sits there, from the plugins that its plan names. */
export class PolicyMaker {
  readonly #kernel: Kernel;
  readonly #injector: Injector;
  readonly #terms: VenueTerms;
  readonly #sources: Sources;
  /** Parameters by the name of the rule. */
  readonly #drawn = new Map<string, unknown>();

  constructor(kernel: Kernel, injector: Injector, terms: VenueTerms, sources: Sources) {
    this.#kernel = kernel;
    this.#injector = injector;
    this.#terms = terms;
    this.#sources = sources;
  }

  make({ policies, circuitBreakers, curves, marginModes, collateral, listsPerps }: VenuePlan): VenuePolicies {
    const one = <Kind extends PolicyKind & PolicySlot>(kind: Kind): Contracts[Kind] => this.#make(kind, policies[kind]);
    const each =
      <Kind extends PolicyKind & PolicySlot>(kind: Kind) =>
      (): Contracts[Kind] =>
        this.#make(kind, policies[kind]);
    const derivatives: DerivativePolicies | undefined = listsPerps
      ? {
          margins: [one('margin'), ...marginModes.map((mode) => this.#make('margin', mode, `margin/${mode.name}`))],
          collateral: collateral.map((asset) => ({
            asset: this.#terms.assets.indexOf(asset.name),
            symbol: asset.name,
            pricing: this.#make('index', asset, `collateral/${asset.name}`),
          })),
          liquidation: one('liquidation'),
          liquidationPriority: policies.liquidationPriority === undefined ? null : one('liquidationPriority'),
          disposal: one('disposal'),
          lossAbsorption: one('lossAbsorption'),
          deleveraging: one('deleveraging'),
          index: each('index'),
          mark: each('mark'),
          funding: each('funding'),
        }
      : undefined;
    const base = {
      fees: one('fees'),
      latency: one('latency'),
      transfer: one('transfer'),
      withdrawal: this.#make('transfer', policies.withdrawal, 'withdrawal'),
      deposit: this.#make('transfer', policies.deposit, 'deposit'),
      ...(circuitBreakers.length === 0
        ? {}
        : {
            circuitBreakers: () =>
              circuitBreakers.map((each) => this.#make('circuitBreaker', each, `circuitBreakers/${each.name}`)),
          }),
      ...(curves.length === 0
        ? {}
        : { curves: new Map(curves.map((each) => [each.name, this.#make('curve', each, `curve/${each.name}`)])) }),
      ...(policies.observation === undefined ? {} : { observation: each('observation') }),
    };
    return derivatives === undefined ? base : { ...base, derivatives };
  }

  /** Makes the rules of a lending market that sits at the venue. */
  makeLender({ name, rates, oracles }: LenderPlan): LenderPolicies {
    const each = <Kind extends PolicyKind>(
      kind: Kind,
      what: string,
      planned: ReadonlyMap<string, PlannedPlugin>,
    ): ReadonlyMap<string, Contracts[Kind]> =>
      new Map(Array.from(planned, ([asset, rule]) => [asset, this.#make(kind, rule, `${name}/${what}/${asset}`)]));
    return { rates: each('lendingRate', 'rate', rates), oracles: each('index', 'oracle', oracles) };
  }

  /** Makes one instance of a rule; `name` tells it from others of its kind. */
  #make<Kind extends PolicyKind>(kind: Kind, planned: PlannedPlugin | undefined, name: string = kind): Contracts[Kind] {
    if (planned === undefined) {
      const without = WITHOUT[kind];
      if (without === undefined) throw new Error(`venue ${this.#terms.name} has no ${kind} policy`);
      return without;
    }
    const { plugin } = planned;
    const instance = `${this.#terms.name}/${name}`;
    const owner = { plugin: plugin.name, instance };
    const made = this.#build(planned, this.#paramsOf(instance, planned), owner) as Record<string, unknown>;
    const optional = OPTIONAL[kind] ?? [];
    const present = optional.filter((each) => made[each] !== undefined);
    if (METHODS[kind].length === 0 && present.length === 0) {
      const methods = optional.map((each) => `${each}()`).join(', ');
      throw badPlugin(planned, this.#sources, `has none of the methods ${methods}, of which a ${kind} rule needs one`);
    }
    for (const each of [...METHODS[kind], ...present]) {
      const method = made[each];
      if (typeof method !== 'function') {
        throw badPlugin(planned, this.#sources, `has no method ${each}(), which a ${kind} rule needs`);
      }
      const bound = (method as (...args: unknown[]) => unknown).bind(made);
      Object.defineProperty(made, each, { value: attributed(this.#kernel, owner, each, bound) });
    }
    return made as unknown as Contracts[Kind];
  }

  /** Makes the rule's object; what its constructor refuses is a mistake of the scenario that gave it its parameters. */
  #build(planned: PlannedPlugin, params: unknown, owner: Owner): object {
    const values = new Map<symbol, unknown>([
      [PARAMS, params],
      [VENUE, this.#terms],
    ]);
    try {
      return this.#kernel.guard(owner, () => this.#injector.scope({ values }).make(planned.plugin.use));
    } catch (error) {
      if (!(error instanceof RunFault)) throw error;
      throw refusedParams(planned, this.#sources, error);
    }
  }

  /** A rule's parameters, drawn once where the scenario gives distributions; all markets of the venue share them. */
  #paramsOf(instance: string, { params }: PlannedPlugin): unknown {
    let drawn = this.#drawn.get(instance);
    if (drawn === undefined) {
      drawn = drawParams(params, (path) => this.#kernel.streams.stream(instance, `params/${path}`));
      this.#drawn.set(instance, drawn);
    }
    return drawn;
  }
}
