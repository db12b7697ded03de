import { walletKinds } from '@ebb/clearing';
import type { Market, WalletKind } from '@ebb/clearing';
import { Kernel } from '@ebb/kernel';
import { Ledger, defineAssets, defineInstruments } from '@ebb/ledger';
import { Venue, transfer } from '../src/index.ts';
import type { Transfer, TransferPlace, TransferRequest } from '../src/index.ts';

/** The assets by index: atoms of a thousandth. */
export const [USD, ETH] = [0, 1];
/** The venues by index. */
export const [ALPHA, BETA, CHAIN] = [0, 1, 2];
const NAMES = ['alpha', 'beta', 'chain'];
const START_US = 1_760_000_000_000_000;

/** What each way of a venue says of a transfer; a test may change it while it goes on. */
export interface WayRules {
  ms: (request: TransferRequest) => number | null;
  fee: (request: TransferRequest) => number;
}

/** The ways of a venue by the names of their rules. */
export type Ways = Readonly<Record<'transfer' | 'withdrawal' | 'deposit', WayRules>>;

/** Three venues with a spot market each; accounts have a wallet with a million atoms of both assets on the first only. */
export class WithdrawalPlay {
  readonly kernel = new Kernel({ startUs: START_US, seed: 1, audit: true });
  readonly ledger: Ledger;
  readonly venues: readonly Venue[];
  readonly ways: readonly Ways[] = NAMES.map(() => ({ transfer: free(), withdrawal: free(), deposit: free() }));
  readonly feeWallets: readonly number[];
  readonly transfers: Transfer[] = [];
  #untilUs = START_US;

  constructor(readonly accounts: readonly number[] = [1, 2, 3]) {
    const { kernel } = this;
    const assets = defineAssets([
      { symbol: 'USD', decimals: 3 },
      { symbol: 'ETH', decimals: 3 },
    ]);
    this.ledger = new Ledger(assets);
    const instruments = defineInstruments(
      assets,
      NAMES.map((_, venue) => ({ kind: 'spot', symbol: 'ETH/USD', venue, tick: 1, lot: 0.001 })),
    );
    const markets: Market[] = instruments.map((instrument, at) => ({
      ...{ id: `ETH/USD@${NAMES[at]}`, venue: NAMES[at], instrument, base: 'ETH', quote: 'USD', settleScale: 1000 },
    }));
    const open = (owner: number, name: string): number =>
      this.ledger.openWallet({ owner, name, mayGoNegative: owner < 0 });
    this.feeWallets = NAMES.map((name) => open(-1, `${name}/fees`));
    const places: TransferPlace[] = NAMES.map((venue) => ({ venue, venues: NAMES, assets }));
    this.venues = NAMES.map((venue, index) => {
      const policyOf = (way: keyof Ways) => ({
        admit: (request: TransferRequest) => this.ways[index][way].ms(request),
        feeUnits: (request: TransferRequest) => this.ways[index][way].fee(request),
      });
      const ways = { transfer: policyOf('transfer'), withdrawal: policyOf('withdrawal'), deposit: policyOf('deposit') };
      return new Venue({
        ...{ kernel, ledger: this.ledger, instruments, markets, places, feeWallet: this.feeWallets[index] },
        name: { index, venue, settleScale: 1000 },
        policies: { fees: { makerPpm: () => 0, takerPpm: () => 0 }, latency: { delayUs: () => 0 }, ...ways },
        ...{ rateLimit: null, delayUs: () => 0, venueAt: (other: number) => this.venues[other] },
        openWallet: (account) => open(account, `${venue}/traders[${account}]`),
      });
    });
    for (const account of accounts) {
      const wallet = this.venues[ALPHA].transfers.walletOf(account, 'trading');
      for (const asset of [USD, ETH]) this.ledger.issue(wallet, asset, 1_000_000);
    }
    kernel.bus.family(transfer).all$.subscribe((fact) => void this.transfers.push(fact));
  }

  /** Asks for a transfer and plays what is due; wallets are a venue and a kind. */
  send(account: number, asset: number, atoms: number, from: Wallet, to: Wallet): number {
    const id = this.ask(account, asset, atoms, from, to);
    this.run();
    return id;
  }

  /** Asks for a transfer without playing on; returns its number. */
  ask(account: number, asset: number, atoms: number, from: Wallet, to: Wallet): number {
    const [venue, kind = 'trading'] = from;
    const [toVenue, toKind = 'trading'] = to;
    const ticket = { account, asset, atoms, from: walletKinds[kind], to: walletKinds[toKind], toVenue };
    return this.venues[venue].gateway.transfer(ticket);
  }

  /** Plays on for so many milliseconds. */
  run(ms = 0): void {
    this.#untilUs += Math.round(ms * 1000);
    this.kernel.step(Infinity, this.#untilUs);
    if (this.kernel.calendar.nowUs < this.#untilUs) this.kernel.calendar.advanceTo(this.#untilUs);
  }

  /** All states that a transfer went through, with the word of refusal where there was one. */
  tale(id: number): string[] {
    return this.transfers
      .filter((each) => each.transfer === id)
      .map(({ state, refusal }) => (refusal === 'none' ? state : `${state}: ${refusal}`));
  }

  /** Atoms in an account's wallet; 0 where there is none. */
  atoms(account: number, asset: number, [venue, kind = 'trading']: Wallet): number {
    const wallet = this.venues[venue].wallets.find(account, kind);
    return wallet < 0 ? 0 : this.ledger.balance(wallet, asset);
  }

  /** What is under way at all venues. */
  underWay(): readonly (readonly [account: number, asset: number, atoms: number])[] {
    const found: [number, number, number][] = [];
    for (const { transfers } of this.venues) transfers.forEachUnderWay((...each) => found.push(each));
    return found;
  }
}

/** A wallet as tests name it: the venue's index, and its kind when it is not the one to trade from. */
export type Wallet = readonly [venue: number, kind?: WalletKind];

function free(): WayRules {
  return { ms: () => 0, fee: () => 0 };
}
