import type { Path } from './located-node.ts';
import type { Mistakes } from './mistakes.ts';
import { refOf, sortedMap } from './resolve-venue.ts';
import { spanUs } from './span-us.ts';
import type { CheckedScenario } from './scenario-schema.ts';
import type { LenderAssetSpec, LenderSpec, VenueSpec } from './scenario.ts';

type WrittenLender = NonNullable<CheckedScenario['lenders']>[string];
type WrittenAsset = WrittenLender['assets'][string];

/** Resolves one lending market and notes what is wrong with it; `assets` are the symbols that exist. */
export function resolveLender(
  written: WrittenLender,
  path: Path,
  venues: Readonly<Record<string, VenueSpec>>,
  assets: readonly string[],
  mistakes: Mistakes,
): LenderSpec {
  const { at, closeFactor, fullBelow, dust, badDebt, interval } = written;
  mistakes.known([...path, 'at'], 'venue', at, Object.keys(venues));
  const reference = written.reference ?? venues[at]?.settle ?? '';
  if (written.reference !== undefined) mistakes.known([...path, 'reference'], 'asset', reference, assets);
  const specs = sortedMap(written.assets, (asset, symbol) => {
    const here = [...path, 'assets', symbol];
    mistakes.known(here, 'asset', symbol, assets, 'key');
    return resolveAsset(asset, symbol, reference, here, mistakes);
  });
  if (Object.keys(specs).length === 0) mistakes.value([...path, 'assets'], 'at least one asset', 'none');
  return { at, reference, assets: specs, closeFactor, fullBelow, dust, badDebt, intervalUs: spanUs(interval) };
}

function resolveAsset(
  { rate, collateral, oracle, supply, reserve, supplyCap, borrowCap }: WrittenAsset,
  symbol: string,
  reference: string,
  path: Path,
  mistakes: Mistakes,
): LenderAssetSpec {
  if (oracle === undefined && symbol !== reference && reference !== '') {
    const sentence = `prices are in ${reference}, so ${symbol} needs an 'oracle' that says how it is priced`;
    mistakes.key(path, `'oracle'`, 'nothing', { sentence });
  }
  if (oracle !== undefined && symbol === reference) {
    const sentence = `prices are in ${symbol}, whose own price is 1, so it needs no 'oracle'`;
    mistakes.key([...path, 'oracle'], 'no oracle', 'one', { sentence });
  }
  if (collateral !== undefined) {
    const { ltv, threshold, bonus } = collateral;
    if (threshold < ltv) {
      mistakes.value([...path, 'collateral', 'threshold'], `a threshold of at least the ltv ${ltv}`, `${threshold}`);
    }
    const taken = Math.round(threshold * (1 + bonus) * 1e6) / 1e6;
    if (taken > 1) {
      const sentence =
        `at a health of 1 the collateral would not pay for the debt and the bonus: threshold × (1 + bonus) is ` +
        `${taken}; expected at most 1`;
      mistakes.value([...path, 'collateral', 'bonus'], 'threshold × (1 + bonus) of at most 1', `${bonus}`, {
        sentence,
      });
    }
  }
  if (supplyCap !== undefined && supply > supplyCap) {
    mistakes.value([...path, 'supply'], `at most the supplyCap ${supplyCap}`, `${supply}`);
  }
  return {
    ...(rate === undefined ? {} : { rate: refOf(rate) }),
    ...(collateral === undefined ? {} : { collateral }),
    ...(oracle === undefined ? {} : { oracle: refOf(oracle) }),
    supply,
    reserve,
    ...(supplyCap === undefined ? {} : { supplyCap }),
    ...(borrowCap === undefined ? {} : { borrowCap }),
  };
}
