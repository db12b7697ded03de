import type { NumberDistribution, PolicyKind } from '@ebb/sdk';

/** A plugin chosen by name, with its parameters as written; the plugin's own declaration checks them. */
export interface PluginRef {
  readonly use: string;
  readonly params: RawParams;
}

/** Parameters as a scenario writes them, with expressions already numbers. */
export type RawParams = Readonly<Record<string, unknown>>;

/** The rules of a venue that a policy plugin may take over. */
export const POLICY_SLOTS = [
  'margin',
  'index',
  'mark',
  'funding',
  'liquidation',
  'liquidationPriority',
  'disposal',
  'lossAbsorption',
  'deleveraging',
  'observation',
  'transfer',
  'withdrawal',
  'deposit',
  'fees',
  'latency',
] as const;

/** The name of one rule of a venue. */
export type PolicySlot = (typeof POLICY_SLOTS)[number];

/** The kind of policy that a rule is: one of its own name, but for the ways out of a venue and into it. */
export function policyKindOf(slot: PolicySlot): PolicyKind {
  return slot === 'withdrawal' || slot === 'deposit' ? 'transfer' : slot;
}

/** An amount in whole units of an asset, or the distribution it is drawn from for each agent. */
export type WalletAmount = number | NumberDistribution;

/** An asset; `decimals` is the power of ten of its atoms. */
export interface AssetSpec {
  readonly decimals: number;
  /** Its issuer; absent for what nobody issues. */
  readonly issuer?: IssuerSpec;
}

/** How an issuer deals with requests of one kind; `hours` since midnight UTC, days from Sunday (0). */
export interface RequestSpec {
  readonly fee: number;
  readonly delayUs: number;
  readonly payoutUs: number;
  readonly cap: { readonly units: number; readonly perUs: number } | null;
  readonly hours: { readonly fromUs: number; readonly toUs: number; readonly days: readonly number[] } | null;
}

/** The issuer of a coin: its mechanism, its counter's rules, and what it owns at the start. */
export interface IssuerSpec {
  readonly peg: PluginRef;
  /** Venues with a counter; the first is its home. */
  readonly at: readonly string[];
  /** What its par is reckoned in; empty for the unit of account. */
  readonly reference: string;
  readonly alsoIssues: readonly string[];
  /** Blocks of agents that may mint and redeem; null for everyone. */
  readonly whitelist: readonly string[] | null;
  /** Units by venue and asset, and by pot and asset. */
  readonly wallets: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly pots: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly mint: RequestSpec;
  readonly redeem: RequestSpec;
  readonly cooldownUs: number;
  readonly queue: number;
  readonly upkeepUs: number;
  readonly report: { readonly everyUs: number; readonly delayUs: number; readonly hidden: boolean };
}

/** The outside value of an asset as a path, linear between knots; instants ascend. */
export interface ValuePath {
  readonly path: readonly { readonly atUs: number; readonly value: number }[];
}

/** The outside value of an asset as a process; fractions of one, instants in microseconds. */
export interface ValueProcess {
  readonly start: number;
  readonly follows?: { readonly asset: string; readonly beta: number };
  /** Standard deviation of the logarithm over an hour. */
  readonly noise?: { readonly perHour: number };
  readonly jumps: readonly { readonly atUs: number; readonly by: number }[];
  readonly revert?: { readonly halfLifeUs: number };
}

/** How the outside value of an asset moves. */
export type ValueSpec = ValuePath | ValueProcess;

/** What makes a market a pool: its curve, and the units of each of its assets that it starts with. */
export interface PoolSpec {
  readonly curve: PluginRef;
  readonly base: number;
  readonly quote: number;
}

/** A market of a venue; `tick` in quote units, `lot` in base units (or contracts of `multiplier`). */
export interface InstrumentSpec {
  readonly kind: 'spot' | 'perp';
  readonly base: string;
  readonly quote: string;
  readonly settle?: string;
  readonly tick: number;
  readonly lot: number;
  readonly multiplier: number;
  readonly fundingIntervalUs?: number;
  /** What an insurance fund of its own holds at the start, in units of its settlement asset; without it, the venue's stands behind it. */
  readonly insurance?: number;
  /** Absent for a market with a book of orders. */
  readonly pool?: PoolSpec;
}

/** A venue, its markets and its rules; a rule that is absent is not played. */
export interface VenueSpec {
  readonly instruments: Readonly<Record<string, InstrumentSpec>>;
  readonly settle: string;
  readonly policies: Readonly<Partial<Record<PolicySlot, PluginRef>>>;
  /** Circuit breakers of every market of the venue, by name; absent where there are none. */
  readonly circuitBreakers?: Readonly<Record<string, PluginRef>>;
  readonly rateLimit?: { readonly orders: number; readonly perUs: number };
  /** What the gateway can serve, and how many messages may wait; absent where it serves all that come. */
  readonly capacity?: { readonly messages: number; readonly perUs: number; readonly queue: number };
  readonly insurance: Readonly<Record<string, number>>;
  /** What the backstop vault holds at the start; there is none when absent. */
  readonly vault?: Readonly<Record<string, number>>;
  /** Margin policies that accounts may follow instead of the venue's own, by name. */
  readonly marginModes: Readonly<Record<string, PluginRef>>;
  /** What prices each asset that counts as collateral in unified mode. */
  readonly collateral: Readonly<Record<string, PluginRef>>;
  readonly markIntervalUs: number;
}

/** One asset of a lending market; shares as fractions, amounts in units of the asset. */
export interface LenderAssetSpec {
  /** What borrowing it costs; absent where it cannot be borrowed. */
  readonly rate?: PluginRef;
  /** Absent where it does not count as collateral. */
  readonly collateral?: {
    readonly ltv: number;
    readonly threshold: number;
    readonly bonus: number;
    readonly fee: number;
  };
  /** The index that prices it; absent for the asset that prices are in. */
  readonly oracle?: PluginRef;
  /** What depositors of the market's own have supplied before the start. */
  readonly supply: number;
  readonly reserve: number;
  readonly supplyCap?: number;
  readonly borrowCap?: number;
}

/** A lending market, and the venue where it sits; `dust` in units of `reference`, the asset that its prices are in. */
export interface LenderSpec {
  readonly at: string;
  readonly reference: string;
  readonly assets: Readonly<Record<string, LenderAssetSpec>>;
  readonly closeFactor: number;
  readonly fullBelow: number;
  readonly dust: number;
  readonly badDebt: 'deficit' | 'suppliers';
  readonly intervalUs: number;
}

/** A block of agents: so many alike, each with its own draws. */
export interface AgentSpec extends PluginRef {
  readonly count: number;
  /** By the name of a wallet (`alpha` to trade from, `alpha/spot`, `alpha/earn`) and asset. */
  readonly wallets: Readonly<Record<string, Readonly<Record<string, WalletAmount>>>>;
  /** The margin policy that its accounts follow, by venue: one of the venue's `marginModes`; its own where absent. */
  readonly marginMode: Readonly<Record<string, string>>;
}

/** Something that happens to the world at an instant. */
export interface ShockSpec extends PluginRef {
  readonly atUs: number;
}

/** The edge of a band: a plain number, in whatever unit the metric has; a fraction of one; a span or an instant in microseconds. */
export interface TargetBound {
  readonly kind: 'number' | 'fraction' | 'span' | 'instant';
  readonly value: number;
}

/** A band in which a measured number should lie; it is no part of what is played. */
export interface TargetSpec {
  /** The metric's flat name, such as `BTC/USD@usd.fall`. */
  readonly metric: string;
  readonly low?: TargetBound;
  readonly high?: TargetBound;
  readonly unit?: string;
  /** Author, document and date of the band. */
  readonly source: string;
  /** Whether parameters were chosen to meet it. */
  readonly fitted: boolean;
  /** Whether the metric's moment is judged; edges are instants then. */
  readonly at: boolean;
  /** What else there is to say of it. */
  readonly note?: string;
}

/** A plugin to load, and the file that names it, from whose folder a path is resolved. */
export interface PluginSource {
  readonly spec: string;
  readonly file: string;
}

/**
 * A scenario ready to be built: merged, patched, checked, all instants and spans in integer microseconds. Maps are in
 * the order of their keys, so that the order in a file never matters.
 */
export interface Scenario {
  readonly version: 1;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly plugins: readonly PluginSource[];
  readonly startUs: number;
  readonly untilUs: number;
  /** Length of the part at the start that is not scored. */
  readonly warmupUs: number;
  readonly constants: Readonly<Record<string, number>>;
  readonly scale: number;
  readonly assets: Readonly<Record<string, AssetSpec>>;
  readonly values: Readonly<Record<string, ValueSpec>>;
  readonly valueStepUs: number;
  readonly venues: Readonly<Record<string, VenueSpec>>;
  /** Absent where there are none, so that a scenario without any keeps its hash. */
  readonly lenders?: Readonly<Record<string, LenderSpec>>;
  readonly agents: Readonly<Record<string, AgentSpec>>;
  readonly shocks: Readonly<Record<string, ShockSpec>>;
  readonly metrics: Readonly<Record<string, PluginRef>>;
  /** What the runs of the scenario are judged by. */
  readonly targets: Readonly<Record<string, TargetSpec>>;
  readonly record: 'default' | 'all';
  readonly barIntervalUs: number;
}

/** A scenario as written, merged and with expressions as numbers, before its meaning is checked. */
export type RawScenario = Readonly<Record<string, unknown>>;
