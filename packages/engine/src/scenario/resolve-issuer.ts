import { weekdayOf } from './issuer-schema.ts';
import type { Path } from './located-node.ts';
import type { Mistakes } from './mistakes.ts';
import { refOf, sortedMap } from './resolve-venue.ts';
import { spanUs } from './span-us.ts';
import type { CheckedScenario } from './scenario-schema.ts';
import type { IssuerSpec, RequestSpec } from './scenario.ts';

type WrittenAsset = CheckedScenario['assets'][string];
type WrittenIssuer = NonNullable<WrittenAsset['issuer']>;
type WrittenRequests = NonNullable<WrittenIssuer['mint']>;

/** The names that an issuer may refer to. */
export interface IssuerNames {
  readonly assets: readonly string[];
  readonly venues: readonly string[];
  readonly agents: readonly string[];
}

/** Pots that are not named by an author. */
const HOUSE_POTS = ['reserve', 'escrow', 'payouts'];
const DAY_US = 86_400_000_000;
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const PLAIN: RequestSpec = { fee: 0, delayUs: 0, payoutUs: 0, cap: null, hours: null };

/** Resolves the issuer of an asset and notes what is wrong with it; undefined for an asset that nobody issues. */
export function resolveIssuer(
  coin: string,
  { peg, issuer }: WrittenAsset,
  names: IssuerNames,
  mistakes: Mistakes,
): IssuerSpec | undefined {
  const path = ['assets', coin];
  if (peg === undefined || issuer === undefined) {
    if (peg !== undefined) {
      const sentence = `${coin} has a peg, and so needs an 'issuer' that says at least where its counter is, as in {at: [chain]}`;
      mistakes.key([...path, 'peg'], 'an issuer', 'none', { sentence });
    }
    if (issuer !== undefined) {
      const sentence = `${coin} has an issuer, and so needs a 'peg' that says what it does`;
      mistakes.key([...path, 'issuer'], 'a peg', 'none', { sentence });
    }
    return undefined;
  }
  const at = [...path, 'issuer'];
  issuer.at.forEach((venue, place) => {
    mistakes.known([...at, 'at', place], 'venue', venue, names.venues);
    if (issuer.at.indexOf(venue) < place) mistakes.value([...at, 'at', place], 'another venue', `'${venue}' twice`);
  });
  const { reference, alsoIssues = [], whitelist } = issuer;
  if (reference !== undefined) mistakes.known([...at, 'reference'], 'asset', reference, names.assets);
  if (reference === coin) mistakes.value([...at, 'reference'], 'another asset than the coin itself', `'${coin}'`);
  alsoIssues.forEach((asset, place) => mistakes.known([...at, 'alsoIssues', place], 'asset', asset, names.assets));
  whitelist?.forEach((block, place) =>
    mistakes.known([...at, 'whitelist', place], 'block of agents', block, names.agents),
  );
  const amountsOf = (key: 'wallets' | 'pots'): IssuerSpec['wallets'] =>
    sortedMap(issuer[key], (amounts, place) => {
      if (key === 'wallets') mistakes.known([...at, key, place], 'venue', place, names.venues, 'key');
      else if (HOUSE_POTS.includes(place) || place.startsWith('@')) {
        const sentence = `a pot is not called '${place}': what is in 'reserve' is the issuer's wallet at its home, '${issuer.at[0]}'`;
        mistakes.key([...at, key, place], 'the name of a pot', `'${place}'`, { sentence });
      }
      return sortedMap(amounts, (amount, asset) => {
        mistakes.known([...at, key, place, asset], 'asset', asset, names.assets, 'key');
        return amount;
      });
    });
  const { report } = issuer;
  return {
    peg: refOf(peg),
    at: issuer.at,
    reference: reference ?? '',
    alsoIssues,
    whitelist: whitelist ?? null,
    wallets: amountsOf('wallets'),
    pots: amountsOf('pots'),
    mint: requestsOf(issuer.mint, [...at, 'mint'], mistakes),
    redeem: requestsOf(issuer.redeem, [...at, 'redeem'], mistakes),
    cooldownUs: spanUs(issuer.cooldown),
    queue: issuer.queue,
    upkeepUs: spanUs(issuer.upkeep),
    report: {
      everyUs: spanUs(report?.every ?? 60_000),
      delayUs: spanUs(report?.delay ?? 0),
      hidden: report?.hidden ?? false,
    },
  };
}

function requestsOf(written: WrittenRequests | undefined, path: Path, mistakes: Mistakes): RequestSpec {
  if (written === undefined) return PLAIN;
  const { cap, delay, fee, hours, payout } = written;
  if (hours !== undefined && hours.from >= hours.to) {
    mistakes.value([...path, 'hours', 'to'], 'a time of day after it opens', 'one before');
  }
  return {
    fee,
    delayUs: spanUs(delay),
    payoutUs: spanUs(payout),
    cap: cap === undefined ? null : { units: cap.amount, perUs: spanUs(cap.per) },
    hours:
      hours === undefined
        ? null
        : {
            fromUs: Math.min(spanUs(hours.from), DAY_US),
            toUs: Math.min(spanUs(hours.to), DAY_US),
            days: hours.days === undefined ? EVERY_DAY : hours.days.map(weekdayOf),
          },
  };
}
