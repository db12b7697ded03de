import { NO_WALLET } from '@ebb/clearing';
import { atomsAtOrBelow } from '@ebb/ledger';
import type { Ledger } from '@ebb/ledger';
import type { Counter, IssuerHoldings } from './counter.ts';
import type { Move, Party } from './contracts/peg.ts';

/** Names of pots that only the house moves. */
const OWN_POTS = ['escrow', 'payouts'] as const;

/** Where the requester of some moves pays from and is paid into. */
export interface RequesterWallets {
  readonly from: number;
  readonly to: number;
  /** Most atoms of an asset that may be taken from it. */
  readonly mostAtoms: (asset: number) => number;
}

/** A move as it was done; wallets by number. */
export interface MovedAtoms {
  readonly asset: number;
  readonly atoms: number;
  readonly from: number;
  readonly to: number;
}

/** What pots are made of. */
export interface PotsParts {
  readonly ledger: Ledger;
  /** The coin's symbol. */
  readonly coin: string;
  /** Symbols of the coins that the issuer may make and unmake. */
  readonly coins: readonly string[];
  /** The issuer's wallet at its home: the pot `reserve`. */
  readonly reserve: number;
  /** Where accounts are paid: at the first of these where they have a wallet. */
  readonly counters: readonly Counter[];
  readonly holdings: IssuerHoldings;
}

/** The wallets of an issuer by the names that its mechanism gives them, and the moves between them. */
export class Pots {
  readonly escrow: number;
  readonly payouts: number;
  readonly #parts: PotsParts;
  readonly #reason: number;
  readonly #pots = new Map<string, number>();

  constructor(parts: PotsParts) {
    const { coin, ledger, reserve } = parts;
    this.#parts = parts;
    [this.escrow, this.payouts] = OWN_POTS.map((pot) =>
      ledger.openWallet({ owner: -1, name: `issuer ${coin}/${pot}` }),
    );
    this.#reason = ledger.registerReason('issuance');
    this.#pots.set('reserve', reserve);
  }

  /** All wallets of the issuer but escrow, which is its customers', and payouts, which is promised. */
  *wallets(): IterableIterator<number> {
    yield* this.#pots.values();
    for (const wallet of this.#parts.holdings.wallets) if (wallet !== this.#parts.reserve) yield wallet;
  }

  /** The wallet of a pot, opened when first named. */
  walletOf(pot: string): number {
    const known = this.#pots.get(pot);
    if (known !== undefined) return known;
    const { coin, holdings, ledger } = this.#parts;
    if (/^(request|suppl)/i.test(pot)) {
      throw new RangeError(
        `the peg of ${coin} names '${pot}', which is neither 'requester' nor 'supply', nor a name for a pot`,
      );
    }
    if (pot.startsWith('@')) return holdings.walletOn(pot.slice(1));
    if (pot === '' || (OWN_POTS as readonly string[]).includes(pot)) {
      throw new RangeError(`the issuer of ${coin} has no pot of its own called '${pot}'`);
    }
    const wallet = ledger.openWallet({ owner: -1, name: `issuer ${coin}/${pot}` });
    this.#pots.set(pot, wallet);
    return wallet;
  }

  /** Does all moves and returns them in atoms, or none and null when somebody is short. Throws a RangeError for a move that makes no sense. */
  apply(moves: readonly Move[], requester: RequesterWallets | null): readonly MovedAtoms[] | null {
    const { ledger } = this.#parts;
    const legs = moves.map((move) => this.#legOf(move, requester));
    if (requester !== null && this.#takesTooMuch(legs, requester)) return null;
    if (this.#takesMargin(legs)) return null;
    ledger.begin();
    for (const { asset, atoms, from, to } of legs) {
      if (atoms === 0 || from === to) continue;
      ledger.leg(from, asset, -atoms);
      ledger.leg(to, asset, atoms);
    }
    return ledger.commit(this.#reason) ? legs : null;
  }

  #takesTooMuch(legs: readonly MovedAtoms[], { from, mostAtoms }: RequesterWallets): boolean {
    return legs.some(({ asset }) => sumOf(legs, asset, 'from', from) > mostAtoms(asset));
  }

  /** Throws a RangeError for a move that makes no sense, whoever has what. */
  check(move: Move, hasRequester: boolean): void {
    this.#legOf(move, hasRequester ? NOBODY : null);
  }

  /** Whether more would be taken from a wallet on a venue than the issuer's positions there leave free. */
  #takesMargin(legs: readonly MovedAtoms[]): boolean {
    const { wallets, spendableAtoms } = this.#parts.holdings;
    return legs.some(({ asset, from }) => {
      if (!wallets.includes(from)) return false;
      const taken = sumOf(legs, asset, 'from', from) - sumOf(legs, asset, 'to', from);
      return taken > 0 && taken > spendableAtoms(from, asset);
    });
  }

  #legOf(move: Move, requester: RequesterWallets | null): MovedAtoms {
    const { coin, coins, ledger } = this.#parts;
    if (typeof move.from !== 'string')
      throw new RangeError(`the peg of ${coin} draws on account ${String(move.from)}, which did not ask`);
    const asset = ledger.assets.find(({ symbol }) => symbol === move.asset);
    if (asset === undefined) throw new RangeError(`the peg of ${coin} moves '${move.asset}', which is no asset`);
    if (!(move.amount >= 0 && move.amount < Infinity)) {
      throw new RangeError(`the peg of ${coin} moves ${move.amount} ${move.asset}`);
    }
    if ((move.from === 'supply' || move.to === 'supply') && !coins.includes(move.asset)) {
      throw new RangeError(`the issuer of ${coin} can neither make nor unmake ${move.asset}`);
    }
    const below = atomsAtOrBelow(asset, move.amount);
    const isWhole = move.amount * asset.atomsPerUnit - below <= 1e-9 + below * 1e-12;
    // What a requester pays is rounded up and what anyone is paid down: dust stays with the issuer.
    const atoms = move.from === 'requester' && !isWhole ? below + 1 : below;
    return {
      asset: asset.index,
      atoms,
      from: this.#party(move.from, requester?.from),
      to: this.#party(move.to, requester?.to),
    };
  }

  #party(party: Party, requester: number | undefined): number {
    const { coin, ledger } = this.#parts;
    if (typeof party === 'number') return this.#walletOfAccount(party);
    if (party === 'supply') return ledger.outside;
    if (party !== 'requester') return this.walletOf(party);
    if (requester === undefined) throw new RangeError(`the peg of ${coin} names a requester where there is none`);
    return requester;
  }

  #walletOfAccount(account: number): number {
    for (const counter of this.#parts.counters) {
      const wallet = counter.walletOf(account);
      if (wallet !== NO_WALLET) return wallet;
    }
    throw new RangeError(`account ${account} has no wallet at a counter of ${this.#parts.coin}`);
  }
}

/** Stands for a requester where only the sense of moves is looked at. */
const NOBODY: RequesterWallets = { from: NO_WALLET, to: NO_WALLET, mostAtoms: () => 0 };

/** Atoms of an asset that moves take from a wallet, or bring to it. */
export function sumOf(moved: readonly MovedAtoms[], asset: number, side: 'from' | 'to', wallet: number): number {
  let atoms = 0;
  for (const each of moved) if (each.asset === asset && each[side] === wallet) atoms += each.atoms;
  return atoms;
}
