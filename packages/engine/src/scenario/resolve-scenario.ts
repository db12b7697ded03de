import { walletNames } from '@ebb/clearing';
import { formatInstant } from './instant.ts';
import { Mistakes } from './mistakes.ts';
import { BadInput } from './problem.ts';
import { resolveIssuer } from './resolve-issuer.ts';
import { resolveLender } from './resolve-lender.ts';
import { resolveValues } from './resolve-values.ts';
import { NAME, NAME_EXPECTED, refOf, resolveVenue, sortedMap } from './resolve-venue.ts';
import { spanUs } from './span-us.ts';
import { resolveTargets } from './resolve-targets.ts';
import { resolveTime } from './written-time.ts';
import type { CheckedScenario } from './scenario-schema.ts';
import type { Scenario } from './scenario.ts';
import type { Sources } from './sources.ts';

/**
 * Turns a scenario that passed its schema into one ready to be built: instants and spans in integer microseconds, maps in
 * the order of their keys. Throws BadInput with every name that does not exist and everything that cannot be.
 */
export function resolveScenario(written: CheckedScenario, fallbackName: string, sources: Sources): Scenario {
  const mistakes = new Mistakes(sources);
  const startUs = written.start;
  const assets = Object.keys(written.assets);
  for (const asset of assets) mistakes.named(['assets', asset], /^[^\s/:@.]+$/, 'a symbol of an asset such as USDT');
  for (const block of ['venues', 'lenders', 'agents', 'shocks', 'metrics', 'targets'] as const) {
    for (const name of Object.keys(written[block] ?? {})) mistakes.named([block, name], NAME, NAME_EXPECTED);
  }
  const untilUs = resolveTime(written.until, startUs);
  if (untilUs <= startUs) {
    mistakes.value(['until'], `a time after the start, ${formatInstant(startUs)}`, formatInstant(untilUs));
  } else if (!Number.isSafeInteger(untilUs)) {
    mistakes.value(['until'], 'an end before the year 2255', 'a later one');
  }
  const warmupUs = spanUs(written.warmup);
  if (untilUs > startUs && startUs + warmupUs >= untilUs) {
    mistakes.value(['warmup'], 'a warmup shorter than the run', `${written.warmup} ms`);
  }
  const venueNames = Object.keys(written.venues);
  const venues = sortedMap(written.venues, (venue, name) => resolveVenue(venue, ['venues', name], assets, mistakes));
  const lenders = sortedMap(written.lenders, (lender, name) =>
    resolveLender(lender, ['lenders', name], venues, assets, mistakes),
  );
  const scenario: Scenario = {
    version: 1,
    name: written.name ?? fallbackName,
    title: written.title ?? '',
    description: written.description ?? '',
    plugins: (written.plugins ?? []).map((spec, index) => ({ spec, file: sources.at(['plugins', index]).file })),
    startUs,
    untilUs,
    warmupUs,
    constants: sortedMap(written.constants, (value) => value),
    scale: written.scale,
    assets: sortedMap(written.assets, (asset, coin) => {
      const names = { assets, venues: venueNames, agents: Object.keys(written.agents) };
      const issuer = resolveIssuer(coin, asset, names, mistakes);
      return { decimals: asset.decimals, ...(issuer === undefined ? {} : { issuer }) };
    }),
    values: resolveValues(written.values, startUs, assets, mistakes),
    valueStepUs: spanUs(written.valueStep),
    venues,
    ...(Object.keys(lenders).length === 0 ? {} : { lenders }),
    agents: sortedMap(written.agents, (agent, name) => ({
      ...refOf(agent),
      count: agent.count,
      wallets: sortedMap(agent.wallets, (amounts, wallet) => {
        const path = ['agents', name, 'wallets', wallet];
        if (wallet.includes('/')) mistakes.known(path, 'wallet', wallet, walletNames(venueNames), 'key');
        else mistakes.known(path, 'venue', wallet, venueNames, 'key');
        return sortedMap(amounts, (amount, asset) => {
          mistakes.known([...path, asset], 'asset', asset, assets, 'key');
          return amount;
        });
      }),
      marginMode: sortedMap(agent.marginMode, (mode, venue) => {
        const path = ['agents', name, 'marginMode', venue];
        mistakes.known(path, 'venue', venue, venueNames, 'key');
        const modes = Object.keys(written.venues[venue]?.marginModes ?? {});
        if (venueNames.includes(venue)) mistakes.known(path, `margin mode of ${venue}`, mode, modes);
        return mode;
      }),
    })),
    shocks: sortedMap(written.shocks, (shock, name) => {
      const atUs = resolveTime(shock.at, startUs);
      if (atUs < startUs) {
        const expected = `a time from the start, ${formatInstant(startUs)}`;
        mistakes.value(['shocks', name, 'at'], expected, formatInstant(atUs));
      }
      return { ...refOf(shock), atUs };
    }),
    metrics: sortedMap(written.metrics, refOf),
    targets: resolveTargets(written.targets, startUs, mistakes),
    record: written.record,
    barIntervalUs: spanUs(written.barInterval),
  };
  if (mistakes.problems.length > 0) throw new BadInput(mistakes.problems);
  return scenario;
}
