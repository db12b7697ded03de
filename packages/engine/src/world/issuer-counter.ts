import type { IssuerDesk, RequestId } from '@ebb/sdk';
import { NO_WALLET } from '@ebb/clearing';
import type { Gateway, Venue } from '@ebb/exchange';
import { askIssuer, requestIssuance, requestKinds } from '@ebb/issuance';
import type { Issuer } from '@ebb/issuance';
import type { Bus } from '@ebb/kernel';
import { atomsAtOrBelow } from '@ebb/ledger';
import type { Asset } from '@ebb/ledger';
import { nearestName } from '../scenario/index.ts';

/** What requests to an issuer are sent through. */
export interface IssuerCounterParts {
  readonly account: number;
  readonly issuer: Issuer;
  readonly bus: Bus;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly venues: readonly Venue[];
}

/** The counter of an issuer as one account deals with it: writes requests down and lets them travel by the venue's gateway. */
export class IssuerCounter implements IssuerDesk {
  readonly #parts: IssuerCounterParts;

  constructor(parts: IssuerCounterParts) {
    this.#parts = parts;
  }

  mint(asset: string, amount: number, options: { readonly coins?: number; readonly at?: string } = {}): RequestId {
    return this.#request(requestKinds.mint, options.coins ?? 0, asset, amount, options.at);
  }

  redeem(coins: number, asset: string, options: { readonly amount?: number; readonly at?: string } = {}): RequestId {
    return this.#request(requestKinds.redeem, coins, asset, options.amount ?? 0, options.at);
  }

  act(action: string, a = 0, b = 0, c = 0): RequestId {
    const { account, bus, issuer } = this.#parts;
    const place = issuer.actions.indexOf(action);
    const { coin, index } = issuer.name;
    if (place < 0) {
      const near = nearestName(action, issuer.actions);
      throw new RangeError(
        `the issuer of ${coin} knows no action '${action}'` +
          (near === undefined ? `; there are ${issuer.actions.join(', ') || 'none'}` : ` (did you mean '${near}'?)`),
      );
    }
    for (const number of [a, b, c]) {
      if (!Number.isFinite(number)) throw new RangeError(`a number of the action '${action}' is ${number}`);
    }
    const found = this.#gatewayAt(0);
    if (found === null) return 0;
    const seq = bus.intents(askIssuer).recordAsOrigin(index, account, place, a, b, c);
    const ticket = { account, action: place, a, b, c, counter: 0 };
    found.carry(seq, account, (code) => issuer.acted(seq, ticket, code !== 0));
    return seq;
  }

  #request(kind: number, coins: number, symbol: string, amount: number, at: string | undefined): RequestId {
    const { account, assets, bus, issuer } = this.#parts;
    const { coin, index } = issuer.name;
    const asset = assets.get(symbol);
    if (asset === undefined) throw new RangeError(`there is no asset '${symbol}'`);
    if (asset.index === index) throw new RangeError(`${coin} is not exchanged for itself`);
    for (const [what, units] of [[coin, coins] as const, [symbol, amount] as const]) {
      if (!(units >= 0 && units < Infinity)) throw new RangeError(`an amount of ${what} for its issuer is ${units}`);
    }
    const counter = at === undefined ? 0 : issuer.counters.findIndex(({ venue }) => venue === at);
    if (counter < 0) {
      const places = issuer.counters.map(({ venue }) => venue).join(', ');
      throw new RangeError(`the issuer of ${coin} has no counter on '${at}'; it has on ${places}`);
    }
    const coinAtoms = atomsAtOrBelow(assets.get(coin)!, coins);
    const assetAtoms = atomsAtOrBelow(asset, amount);
    const found = this.#gatewayAt(counter);
    if (found === null || (coinAtoms === 0 && assetAtoms === 0)) return 0;
    const seq = bus.intents(requestIssuance).recordAsOrigin(index, account, kind, coinAtoms, asset.index, assetAtoms);
    const ticket = { account, kind, coinAtoms, asset: asset.index, assetAtoms, counter };
    found.carry(seq, account, (code) => issuer.arrived(seq, ticket, code !== 0));
    return seq;
  }

  /** The gateway of a counter's venue; null for an account without a wallet there. */
  #gatewayAt(counter: number): Gateway | null {
    const { account, issuer, venues } = this.#parts;
    const { venue } = issuer.counters[counter];
    const found = venues.find(({ name }) => name.venue === venue)!;
    return found.wallets.of(account) === NO_WALLET ? null : found.gateway;
  }
}
