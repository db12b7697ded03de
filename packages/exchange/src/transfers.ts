import { NO_WALLET, walletKindName, walletKinds, walletName } from '@ebb/clearing';
import type { AccountWallets, VenueName, WalletKind } from '@ebb/clearing';
import { Phase } from '@ebb/kernel';
import type { Kernel, PrivateTopic, Topic } from '@ebb/kernel';
import type { Ledger } from '@ebb/ledger';
import type { TransferPolicy } from './contracts/transfer.ts';
import { transferRefusals, transferStates } from './transfer-codes.ts';
import type { TransferRefusalCode } from './transfer-codes.ts';
import { transfer, transferHalt } from './transfer-facts.ts';
import type { Transfer, TransferHalt, TransferPlace } from './transfer-facts.ts';

type Eight = [number, number, number, number, number, number, number, number];

/** A transfer as it leaves a desk; wallets by `walletKinds`, two different ones. */
export interface TransferTicket {
  readonly account: number;
  /** Index of the asset. */
  readonly asset: number;
  readonly atoms: number;
  readonly from: number;
  readonly to: number;
}

/** What the transfers of a venue are made of. */
export interface TransfersParts {
  readonly kernel: Kernel;
  readonly ledger: Ledger;
  readonly name: VenueName;
  /** The venues of the world by index, what facts about transfers are about. */
  readonly places: readonly TransferPlace[];
  readonly wallets: AccountWallets;
  readonly policy: TransferPolicy;
  /** Atoms of an asset that the account may take out of the wallet it trades from: free, and not needed as margin. */
  readonly spendableAtoms: (account: number, asset: number) => number;
  readonly isDown: () => boolean;
  readonly isInLiquidation: (account: number) => boolean;
}

/**
 * Moves assets between the wallets of an account on one venue. What a venue has taken in waits in its transit wallet and
 * arrives even if transfers are suspended meanwhile; a venue that is down hands it over when it is up again.
 */
export class Transfers {
  readonly #parts: TransfersParts;
  readonly #facts: PrivateTopic<TransferPlace, Eight, Transfer>;
  readonly #halts: Topic<VenueName, [number], TransferHalt>;
  readonly #transit: number;
  readonly #reason: number;
  readonly #handler: number;
  /** What has left its wallet and not arrived, by the transfer's number. */
  readonly #underWay = new Map<number, TransferTicket>();
  /** What was due while the venue was down, oldest first. */
  readonly #late: number[] = [];
  #open = true;

  constructor(parts: TransfersParts) {
    const { kernel, ledger, name, places } = parts;
    this.#parts = parts;
    this.#facts = kernel.bus.privateTopic(transfer, places);
    this.#halts = kernel.bus.topic(transferHalt, name, name.index);
    this.#transit = ledger.openWallet({ owner: -1, name: `${name.venue}/transit` });
    this.#reason = ledger.registerReason('transfer');
    const owner = { plugin: 'exchange', instance: name.venue };
    this.#handler = kernel.calendar.register((id) => this.#due(id), owner);
  }

  /** Whether the venue takes transfers. */
  get open(): boolean {
    return this.#open;
  }

  /** Suspends or resumes all transfers of the venue and tells everyone; what is under way arrives all the same. */
  setOpen(open: boolean): void {
    if (open === this.#open) return;
    this.#open = open;
    this.#halts.publish(open ? 1 : 0);
  }

  /** The account's wallet of a kind, opened if it has none; throws when it has none to trade from. */
  walletOf(account: number, kind: WalletKind): number {
    const { wallets, ledger, name } = this.#parts;
    const known = wallets.find(account, kind);
    if (known !== NO_WALLET) return known;
    const trading = wallets.of(account);
    if (trading === NO_WALLET) throw new RangeError(`account ${account} has no wallet on ${name.venue}`);
    const label = ledger.walletName(trading).replace(`${name.venue}/`, `${name.venue}/${kind}/`);
    const wallet = ledger.openWallet({ owner: account, name: label });
    wallets.add(account, wallet, kind);
    return wallet;
  }

  /** Takes in a transfer that has reached the venue, or refuses it with a reason; both are told to the account. */
  arrived(id: number, ticket: TransferTicket, overloaded: boolean): void {
    const { kernel, wallets } = this.#parts;
    const { account, asset, atoms, from } = ticket;
    let refusal = overloaded ? transferRefusals.overloaded : this.#refusal(ticket);
    const delayMs = refusal === transferRefusals.none ? this.#admit(ticket) : null;
    if (refusal === transferRefusals.none && delayMs === null) refusal = transferRefusals.noCapacity;
    if (delayMs === null) {
      this.#tell(id, ticket, transferStates.refused, refusal);
      return;
    }
    this.#move(wallets.find(account, walletKindName(from)), this.#transit, asset, atoms);
    this.#underWay.set(id, ticket);
    const seq = this.#tell(id, ticket, transferStates.requested, transferRefusals.none);
    if (delayMs === 0) {
      this.#deliver(id);
      return;
    }
    const { calendar, causality } = kernel;
    const dueUs = calendar.nowUs + Math.round(delayMs * 1000);
    calendar.scheduleCaused(seq, causality.origin, dueUs, Phase.settlement, this.#handler, id);
  }

  /** Hands over what was due while the venue was down. */
  resume(): void {
    for (const id of this.#late.splice(0)) this.#deliver(id);
  }

  /** Visits what has left a wallet and not arrived in another, in the order in which it left. */
  forEachUnderWay(visit: (account: number, asset: number, atoms: number) => void): void {
    for (const { account, asset, atoms } of this.#underWay.values()) visit(account, asset, atoms);
  }

  #refusal({ account, asset, atoms, from }: TransferTicket): TransferRefusalCode {
    const { isDown, isInLiquidation, ledger, spendableAtoms, wallets } = this.#parts;
    if (isDown()) return transferRefusals.venueDown;
    if (!this.#open) return transferRefusals.transfersClosed;
    const isTrading = from === walletKinds.trading;
    if (isTrading && isInLiquidation(account)) return transferRefusals.inLiquidation;
    const wallet = wallets.find(account, walletKindName(from));
    if (wallet === NO_WALLET) return transferRefusals.insufficientBalance;
    const free = ledger.free(wallet, asset);
    const most = isTrading ? Math.min(free, spendableAtoms(account, asset)) : free;
    return atoms <= most ? transferRefusals.none : transferRefusals.insufficientBalance;
  }

  /** What the rule for transfers says; throws when that is no time. */
  #admit({ account, asset, atoms, from, to }: TransferTicket): number | null {
    const { kernel, ledger, name, policy } = this.#parts;
    const { symbol, atomsPerUnit } = ledger.assets[asset];
    const delayMs = policy.admit({
      account,
      asset: symbol,
      units: atoms / atomsPerUnit,
      from: walletName(name.venue, walletKindName(from)),
      to: walletName(name.venue, walletKindName(to)),
      nowMs: kernel.calendar.nowUs / 1000,
    });
    if (delayMs === null || (delayMs >= 0 && delayMs < Infinity)) return delayMs;
    throw new RangeError(`the transfer policy of ${name.venue} lets a transfer take ${delayMs} ms`);
  }

  #due(id: number): void {
    if (this.#parts.isDown()) this.#late.push(id);
    else this.#deliver(id);
  }

  #deliver(id: number): void {
    const ticket = this.#underWay.get(id)!;
    const { account, asset, atoms, to } = ticket;
    this.#underWay.delete(id);
    this.#move(this.#transit, this.walletOf(account, walletKindName(to)), asset, atoms);
    this.#tell(id, ticket, transferStates.arrived, transferRefusals.none);
  }

  #move(from: number, to: number, asset: number, atoms: number): void {
    const { ledger } = this.#parts;
    if (ledger.transfer(from, to, asset, atoms, this.#reason)) return;
    throw new Error(`${ledger.walletName(from)} cannot hand over ${atoms} atoms of ${ledger.assets[asset].symbol}`);
  }

  #tell(id: number, ticket: TransferTicket, state: number, refusal: number): number {
    const { account, asset, atoms, from, to } = ticket;
    return this.#facts.publish(this.#parts.name.index, account, id, asset, atoms, from, to, state, refusal);
  }
}
