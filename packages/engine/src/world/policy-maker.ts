import { PARAMS, VENUE, drawParams } from '@ebb/sdk';
import type {
  DeleveragingPolicy,
  DisposalPolicy,
  FeePolicy,
  FundingPolicy,
  IndexPricePolicy,
  LatencyPolicy,
  LiquidationPolicy,
  LossAbsorptionPolicy,
  MarginPolicy,
  MarkPricePolicy,
  PolicyKind,
  VenueTerms,
} from '@ebb/sdk';
import type { DerivativePolicies, VenuePolicies } from '@ebb/exchange';
import type { Kernel } from '@ebb/kernel';
import type { PlannedPlugin, VenuePlan } from '../plan.ts';
import type { Injector } from '../host/injector.ts';

/** The contract of each rule. */
interface Contracts {
  readonly margin: MarginPolicy;
  readonly liquidation: LiquidationPolicy;
  readonly disposal: DisposalPolicy;
  readonly lossAbsorption: LossAbsorptionPolicy;
  readonly deleveraging: DeleveragingPolicy;
  readonly index: IndexPricePolicy;
  readonly mark: MarkPricePolicy;
  readonly funding: FundingPolicy;
  readonly fees: FeePolicy;
  readonly latency: LatencyPolicy;
}

/** The methods that an instance of each rule must have. */
const METHODS: { readonly [Kind in PolicyKind]: readonly (keyof Contracts[Kind] & string)[] } = {
  margin: ['initialAtoms', 'maintenanceAtoms', 'verdict'],
  liquidation: ['step'],
  disposal: ['slice'],
  lossAbsorption: ['absorb'],
  deleveraging: ['allot'],
  index: ['price'],
  mark: ['price'],
  funding: ['sample', 'settle'],
  fees: ['makerPpm', 'takerPpm'],
  latency: ['delayUs'],
};

/** What a venue does without a rule that it can do without: it charges nothing, adds no delay, and moves no money by itself. */
const WITHOUT: Partial<Contracts> = {
  fees: { makerPpm: () => 0, takerPpm: () => 0 },
  latency: { delayUs: () => 0 },
  funding: { sample: () => {}, settle: () => 0 },
  disposal: { slice: () => ({ lots: 0, limitTicks: 0 }) },
};

/** Makes the rules of one venue from the plugins that its plan names. */
export class PolicyMaker {
  readonly #kernel: Kernel;
  readonly #injector: Injector;
  readonly #terms: VenueTerms;
  readonly #drawn = new Map<PolicyKind, unknown>();

  constructor(kernel: Kernel, injector: Injector, terms: VenueTerms) {
    this.#kernel = kernel;
    this.#injector = injector;
    this.#terms = terms;
  }

  make({ policies, listsPerps }: VenuePlan): VenuePolicies {
    const one = <Kind extends PolicyKind>(kind: Kind): Contracts[Kind] => this.#make(kind, policies[kind]);
    const each =
      <Kind extends PolicyKind>(kind: Kind) =>
      (): Contracts[Kind] =>
        this.#make(kind, policies[kind]);
    const derivatives: DerivativePolicies | undefined = listsPerps
      ? {
          margin: one('margin'),
          liquidation: one('liquidation'),
          disposal: one('disposal'),
          lossAbsorption: one('lossAbsorption'),
          deleveraging: one('deleveraging'),
          index: each('index'),
          mark: each('mark'),
          funding: each('funding'),
        }
      : undefined;
    const base = { fees: one('fees'), latency: one('latency') };
    return derivatives === undefined ? base : { ...base, derivatives };
  }

  #make<Kind extends PolicyKind>(kind: Kind, planned: PlannedPlugin | undefined): Contracts[Kind] {
    if (planned === undefined) {
      const without = WITHOUT[kind];
      if (without === undefined) throw new Error(`venue ${this.#terms.name} has no ${kind} policy`);
      return without;
    }
    const { plugin } = planned;
    const params = this.#paramsOf(kind, planned);
    const owner = { plugin: plugin.name, instance: `${this.#terms.name}/${kind}` };
    const made = this.#kernel.guard(owner, () =>
      this.#injector
        .scope({
          values: new Map<symbol, unknown>([
            [PARAMS, params],
            [VENUE, this.#terms],
          ]),
        })
        .make(plugin.use),
    );
    for (const method of METHODS[kind]) {
      if (typeof (made as Record<string, unknown>)[method] === 'function') continue;
      throw new TypeError(`the ${kind} policy '${plugin.name}' has no method ${method}()`);
    }
    return made as Contracts[Kind];
  }

  /** A rule's parameters, drawn once where the scenario gives distributions; all markets of the venue share them. */
  #paramsOf(kind: PolicyKind, { params }: PlannedPlugin): unknown {
    let drawn = this.#drawn.get(kind);
    if (drawn === undefined) {
      const instance = `${this.#terms.name}/${kind}`;
      drawn = drawParams(params, (path) => this.#kernel.streams.stream(instance, `params/${path}`));
      this.#drawn.set(kind, drawn);
    }
    return drawn;
  }
}
