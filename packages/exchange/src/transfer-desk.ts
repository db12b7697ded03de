import { NO_WALLET, walletKindName } from '@ebb/clearing';
import type { AccountWallets, VenueName, WalletKind } from '@ebb/clearing';
import type { Kernel, Owner, PrivateTopic } from '@ebb/kernel';
import type { Ledger } from '@ebb/ledger';
import { transferRefusals, transferStates } from './transfer-codes.ts';
import type { TransferRefusalCode } from './transfer-codes.ts';
import { transfer } from './transfer-facts.ts';
import type { Transfer, TransferPlace } from './transfer-facts.ts';
import { TransferGates } from './transfer-gates.ts';
import { restAtoms } from './transfer-ticket.ts';
import type { TransferTrip } from './transfer-ticket.ts';

type Ten = [number, number, number, number, number, number, number, number, number, number];

/** What the transfers of a venue share with what comes to it from others. */
export interface TransferDeskParts {
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly name: VenueName;
  /** The venues of the world by index, what facts about transfers are about. */
  readonly places: readonly TransferPlace[];
  readonly wallets: AccountWallets;
  /** The wallet that fees are paid into. */
  readonly feeWallet: number;
  /** Opens the wallet from which an account that has none here is to trade; without it none is opened. */
  readonly openWallet?: ((account: number) => number) | undefined;
  readonly isDown: () => boolean;
}

/** Moves what is transferred at one venue and tells it to its owner; where it waits, and which ways are open. */
export class TransferDesk {
  readonly kernel: Kernel;
  readonly gates: TransferGates;
  readonly owner: Owner;
  readonly feeWallet: number;
  /** The wallet of what has left one wallet and not arrived in another. */
  readonly transit: number;
  readonly #parts: TransferDeskParts;
  readonly #facts: PrivateTopic<TransferPlace, Ten, Transfer>;
  readonly #reason: number;

  constructor(parts: TransferDeskParts) {
    const { kernel, ledger, name, places } = parts;
    this.#parts = parts;
    this.kernel = kernel;
    this.feeWallet = parts.feeWallet;
    this.owner = { plugin: 'exchange', instance: name.venue };
    this.#facts = kernel.bus.privateTopic(transfer, places);
    this.gates = new TransferGates(kernel.bus, places[name.index], name.index);
    this.transit = ledger.openWallet({ owner: -1, name: `${name.venue}/transit` });
    this.#reason = ledger.registerReason('transfer');
  }

  isDown(): boolean {
    return this.#parts.isDown();
  }

  /** The account's wallet of a kind, opened if it has none; throws when it has none to trade from and may not be given one. */
  walletOf(account: number, kind: WalletKind): number {
    const { wallets, ledger, name, openWallet } = this.#parts;
    const known = wallets.find(account, kind);
    if (known !== NO_WALLET) return known;
    if (wallets.of(account) === NO_WALLET) {
      if (openWallet === undefined) throw new RangeError(`account ${account} has no wallet on ${name.venue}`);
      wallets.add(account, openWallet(account));
      return this.walletOf(account, kind);
    }
    const label = ledger.walletName(wallets.of(account)).replace(`${name.venue}/`, `${name.venue}/${kind}/`);
    const wallet = ledger.openWallet({ owner: account, name: label });
    wallets.add(account, wallet, kind);
    return wallet;
  }

  /** Moves atoms, if any; throws when they are not there, which nobody who asked first does. */
  move(from: number, to: number, asset: number, atoms: number): void {
    const { ledger } = this.#parts;
    if (atoms === 0 || ledger.transfer(from, to, asset, atoms, this.#reason)) return;
    throw new Error(`${ledger.walletName(from)} cannot hand over ${atoms} atoms of ${ledger.assets[asset].symbol}`);
  }

  /** Hands what is in transit here to the wallet that it goes to, and tells it. */
  deliver(trip: TransferTrip): void {
    const { account, asset, to } = trip.ticket;
    this.move(this.transit, this.walletOf(account, walletKindName(to)), asset, restAtoms(trip));
    this.tell(trip, transferStates.arrived);
  }

  /** Tells the account what became of a transfer; returns the sequence of the fact. */
  tell(trip: TransferTrip, state: number, refusal: TransferRefusalCode = transferRefusals.none): number {
    const { account, asset, atoms, from, to, toVenue } = trip.ticket;
    const { id, venue, feeAtoms } = trip;
    return this.#facts.publish(venue, account, id, asset, atoms, from, to, state, refusal, toVenue, feeAtoms);
  }
}
