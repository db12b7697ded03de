import { spanUs } from './span-us.ts';
import { POLICY_SLOTS } from './scenario.ts';
import type { CheckedScenario } from './scenario-schema.ts';
import type { Path } from './located-node.ts';
import type { Mistakes } from './mistakes.ts';
import type { InstrumentSpec, PluginRef, PolicySlot, PoolSpec, VenueSpec } from './scenario.ts';

type WrittenVenue = CheckedScenario['venues'][string];
type WrittenInstrument = WrittenVenue['instruments'][string];
/** What a name that a file gives to a part of itself looks like, and how mistakes say so. */
export const NAME = /^[A-Za-z][\w-]*$/;
export const NAME_EXPECTED = 'a name of letters, digits, - and _ that starts with a letter';

type WrittenRef = string | { readonly use: string; readonly params?: Readonly<Record<string, unknown>> | undefined };

/** Makes a reference of a bare name or of a name with parameters. */
export function refOf(written: WrittenRef): PluginRef {
  return typeof written === 'string'
    ? { use: written, params: {} }
    : { use: written.use, params: written.params ?? {} };
}

/** Copies a map with its keys in the order of their code units, so that the order in a file never matters. */
export function sortedMap<In, Out>(
  map: Readonly<Record<string, In>> | undefined,
  convert: (item: In, key: string) => Out,
): Readonly<Record<string, Out>> {
  const keys = Object.keys(map ?? {}).sort(byCodeUnits);
  return Object.fromEntries(keys.map((key) => [key, convert((map as Readonly<Record<string, In>>)[key] as In, key)]));
}

function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Resolves one venue and notes what is wrong with it; `assets` are the symbols that exist. */
export function resolveVenue(
  written: WrittenVenue,
  path: Path,
  assets: readonly string[],
  mistakes: Mistakes,
): VenueSpec {
  const instruments = sortedMap(written.instruments, (item, symbol) =>
    resolveInstrument(item, symbol, [...path, 'instruments', symbol], assets, mistakes),
  );
  if (Object.keys(instruments).length === 0) {
    mistakes.value([...path, 'instruments'], 'at least one market', 'none');
  }
  const amounts = (key: 'insurance' | 'vault'): Readonly<Record<string, number>> =>
    sortedMap(written[key], (amount, asset) => {
      mistakes.known([...path, key, asset], 'asset', asset, assets, 'key');
      return amount;
    });
  const collateral = sortedMap(written.collateral, (ref, asset) => {
    mistakes.known([...path, 'collateral', asset], 'asset', asset, assets, 'key');
    return refOf(ref);
  });
  const policies: Partial<Record<PolicySlot, PluginRef>> = {};
  for (const slot of POLICY_SLOTS) {
    const ref = written[slot];
    if (ref !== undefined) policies[slot] = refOf(ref);
  }
  const { rateLimit, capacity } = written;
  const circuitBreakers = sortedMap(written.circuitBreakers, refOf);
  for (const name of Object.keys(circuitBreakers)) {
    mistakes.named([...path, 'circuitBreakers', name], NAME, NAME_EXPECTED);
  }
  return {
    instruments,
    settle: settleOf(written, instruments, path, assets, mistakes),
    policies,
    ...(Object.keys(circuitBreakers).length === 0 ? {} : { circuitBreakers }),
    ...(rateLimit === undefined ? {} : { rateLimit: { orders: rateLimit.orders, perUs: spanUs(rateLimit.per) } }),
    ...(capacity === undefined
      ? {}
      : { capacity: { messages: capacity.messages, perUs: spanUs(capacity.per), queue: capacity.queue } }),
    insurance: amounts('insurance'),
    ...(written.vault === undefined ? {} : { vault: amounts('vault') }),
    marginModes: sortedMap(written.marginModes, refOf),
    collateral,
    markIntervalUs: spanUs(written.markInterval),
  };
}

function resolveInstrument(
  written: WrittenInstrument,
  symbol: string,
  path: Path,
  assets: readonly string[],
  mistakes: Mistakes,
): InstrumentSpec {
  const { kind, tick, lot, multiplier, fundingInterval, insurance } = written;
  const [, base = '', quote = '', settle] = /^([^\s/:@]+)\/([^\s/:@]+)(?::([^\s/:@]+))?$/.exec(symbol) ?? [];
  if (base === '' || (settle !== undefined) !== (kind === 'perp')) {
    const shape =
      kind === 'perp' ? 'a symbol of a perpetual such as BTC/USDT:USDT' : 'a symbol of a spot market such as BTC/USDT';
    mistakes.key(path, shape, `'${symbol}'`);
  } else {
    for (const asset of new Set([base, quote])) mistakes.known(path, 'asset', asset, assets, 'key');
    if (base === quote) mistakes.key(path, 'two different assets', `'${symbol}'`);
    if (settle !== undefined && settle !== quote && settle !== base) {
      const expected = `a perpetual that settles in its quote asset ${quote} (linear) or its base asset ${base} (inverse)`;
      mistakes.key(path, expected, `'${symbol}'`);
    }
  }
  if (kind === 'spot') {
    for (const key of ['multiplier', 'fundingInterval', 'insurance'] as const) {
      if (written[key] === undefined) continue;
      const sentence = `'${key}' is for perpetuals, and ${symbol} is a spot market`;
      mistakes.key([...path, key], 'a perpetual', 'a spot market', { sentence });
    }
  }
  const pool = resolvePool(written, symbol, { base, quote }, path, mistakes);
  return {
    kind,
    base,
    quote,
    ...(settle === undefined ? {} : { settle }),
    tick,
    lot,
    multiplier: multiplier ?? 1,
    ...(fundingInterval === undefined ? {} : { fundingIntervalUs: spanUs(fundingInterval) }),
    ...(insurance === undefined ? {} : { insurance }),
    ...(pool === undefined ? {} : { pool }),
  };
}

/** What makes a market a pool, or undefined for one with a book; notes what is wrong with it. */
function resolvePool(
  { kind, curve, liquidity }: WrittenInstrument,
  symbol: string,
  { base, quote }: Pick<InstrumentSpec, 'base' | 'quote'>,
  path: Path,
  mistakes: Mistakes,
): PoolSpec | undefined {
  if (curve === undefined && liquidity === undefined) return undefined;
  if (kind === 'perp') {
    const key = curve === undefined ? 'liquidity' : 'curve';
    const sentence = `'${key}' makes a pool of a spot market, and ${symbol} is a perpetual`;
    mistakes.key([...path, key], 'a spot market', 'a perpetual', { sentence });
    return undefined;
  }
  if (curve === undefined || liquidity === undefined) {
    const [given, missing] = curve === undefined ? ['liquidity', 'curve'] : ['curve', 'liquidity'];
    const sentence =
      missing === 'curve'
        ? `${symbol} has 'liquidity' and no 'curve' that says what it trades by`
        : `${symbol} has a 'curve' and no 'liquidity': say how much ${base} and ${quote} the pool starts with`;
    mistakes.key([...path, given], `'${missing}'`, 'nothing', { sentence });
    return undefined;
  }
  for (const asset of Object.keys(liquidity)) {
    if (asset === base || asset === quote) continue;
    const sentence = `the pool ${symbol} holds ${base} and ${quote}, and no ${asset}`;
    mistakes.key([...path, 'liquidity', asset], `${base} or ${quote}`, `'${asset}'`, { sentence });
  }
  for (const asset of [base, quote]) {
    if (liquidity[asset] !== undefined) continue;
    const sentence = `'liquidity' of ${symbol} says nothing of ${asset}: a pool starts with both of its assets`;
    mistakes.key([...path, 'liquidity'], `an amount of ${asset}`, 'nothing', { sentence });
  }
  return { curve: refOf(curve), base: liquidity[base] ?? 0, quote: liquidity[quote] ?? 0 };
}

function settleOf(
  written: WrittenVenue,
  instruments: Readonly<Record<string, InstrumentSpec>>,
  path: Path,
  assets: readonly string[],
  mistakes: Mistakes,
): string {
  const specs = Object.values(instruments);
  // An inverse perpetual settles in its coin, whatever the venue reckons in.
  const linear = specs.filter(({ settle, base }) => settle !== base);
  const perps = [...new Set(linear.flatMap((spec) => spec.settle ?? []))];
  const { settle } = written;
  if (settle !== undefined) {
    mistakes.known([...path, 'settle'], 'asset', settle, assets);
    const other = perps.find((asset) => asset !== settle);
    if (other !== undefined) {
      mistakes.value([...path, 'settle'], `${other}, in which its perpetuals settle`, `'${settle}'`);
    }
    return settle;
  }
  const candidates = perps.length > 0 ? perps : [...new Set(specs.map((spec) => spec.quote))];
  if (candidates.length > 1) {
    const sentence = `say with 'settle' which asset the venue settles in: ${candidates.join(' or ')}`;
    mistakes.key(path, `'settle'`, 'nothing', { sentence });
  }
  return candidates[0] ?? '';
}
