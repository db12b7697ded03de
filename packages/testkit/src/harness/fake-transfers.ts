import { readWalletName, walletKinds, walletName } from '@ebb/clearing';
import type { WalletKind } from '@ebb/clearing';
import { transfer, transferRefusals, transferStates } from '@ebb/exchange';
import type { TransferRefusal, TransferState } from '@ebb/exchange';
import { Phase } from '@ebb/kernel';
import type { Kernel } from '@ebb/kernel';
import { atomsAtOrBelow } from '@ebb/ledger';
import type { Asset } from '@ebb/ledger';
import type { TransferId } from '@ebb/sdk';
import type { FakeAccounts } from './fake-accounts.ts';
import type { SentIntent } from './sent-intent.ts';
import type { FakeWorld } from './fake-world.ts';

interface OpenTransfer {
  readonly account: number;
  readonly asset: Asset;
  readonly atoms: number;
  readonly from: FoundWallet;
  readonly to: FoundWallet;
}

/** A wallet by its venue and kind. */
interface FoundWallet {
  readonly venue: string;
  readonly kind: WalletKind;
}

/** Takes the transfers that agents ask for, and answers as the test says, or at once by itself. */
export class FakeTransfers {
  readonly #kernel: Kernel;
  readonly #world: FakeWorld;
  readonly #accounts: FakeAccounts;
  readonly #note: (intent: Omit<SentIntent, 'atMs'>) => void;
  readonly #atOnce: boolean;
  readonly #open = new Map<TransferId, OpenTransfer>();
  readonly #handler: number;
  #lastId = 0;

  constructor(
    kernel: Kernel,
    world: FakeWorld,
    accounts: FakeAccounts,
    note: (intent: Omit<SentIntent, 'atMs'>) => void,
    atOnce: boolean,
  ) {
    this.#kernel = kernel;
    this.#world = world;
    this.#accounts = accounts;
    this.#note = note;
    this.#atOnce = atOnce;
    this.#handler = kernel.calendar.register((id) => this.#answer(id));
  }

  /** Takes a transfer in; gives 0 and sends nothing below one atom. Throws, as a real desk does, for a wrong name. */
  send(account: number, symbol: string, amount: number, from: string, to: string): TransferId {
    const [source, target] = [this.#wallet(from), this.#wallet(to)];
    const names = { from: nameOf(source), to: nameOf(target) };
    const asset = this.#world.asset(symbol);
    if (names.from === names.to) {
      throw new RangeError(`a transfer goes between two different wallets, not from '${from}' to '${to}'`);
    }
    if (!(amount >= 0)) throw new RangeError(`an amount of ${symbol} to transfer is ${amount}`);
    const atoms = atomsAtOrBelow(asset, amount);
    if (atoms === 0) return 0;
    const id = ++this.#lastId;
    this.#open.set(id, { account, asset, atoms, from: source, to: target });
    const size = atoms / asset.atomsPerUnit;
    this.#note({
      kind: 'transfer',
      account,
      market: '',
      order: 0,
      price: NaN,
      size,
      transfer: id,
      asset: symbol,
      ...names,
    });
    const { calendar } = this.#kernel;
    if (this.#atOnce) calendar.schedule(calendar.nowUs, Phase.arrival, this.#handler, id);
    return id;
  }

  /** Says that a transfer was taken and has arrived, at no cost. */
  arrive(id: TransferId): void {
    const { account, asset, atoms, from, to } = this.#live(id);
    const accounts = this.#accounts;
    const change = (of: FoundWallet, units: number): void => {
      const wallet = nameOf(of);
      accounts.setBalance(account, asset.symbol, wallet, accounts.balance(account, asset.symbol, wallet) + units);
    };
    const units = atoms / asset.atomsPerUnit;
    change(from, -units);
    this.#tell(id, 'requested');
    if (from.venue !== to.venue) this.#tell(id, 'released');
    change(to, units);
    this.#tell(id, 'arrived');
    this.#open.delete(id);
  }

  /** Says that a transfer was refused. */
  refuse(id: TransferId, refusal: TransferRefusal): void {
    this.#tell(id, 'refused', refusal);
    this.#open.delete(id);
  }

  /** Refuses what is not there, as a real venue does, and else lets it arrive. */
  #answer(id: TransferId): void {
    const { account, asset, atoms, from } = this.#live(id);
    const there = this.#accounts.balance(account, asset.symbol, nameOf(from));
    if (atoms > Math.round(there * asset.atomsPerUnit)) this.refuse(id, 'insufficientBalance');
    else this.arrive(id);
  }

  #tell(id: TransferId, state: TransferState, refusal: TransferRefusal = 'none'): void {
    const { account, asset, atoms, from, to } = this.#live(id);
    const { index } = this.#world.venue(from.venue);
    const toVenue = this.#world.venue(to.venue).index;
    const kinds = [walletKinds[from.kind], walletKinds[to.kind]] as const;
    const codes = [transferStates[state], transferRefusals[refusal]] as const;
    this.#kernel.bus
      .topic(transfer, this.#world.places[index], index)
      .publish(account, id, asset.index, atoms, ...kinds, ...codes, toVenue, 0);
  }

  #live(id: TransferId): OpenTransfer {
    const found = this.#open.get(id);
    if (found === undefined) throw new Error(`transfer ${id} is not open`);
    return found;
  }

  #wallet(name: string): FoundWallet {
    const { venue, kind = 'trading' } = readWalletName(name);
    this.#world.venue(venue);
    if (!Object.hasOwn(walletKinds, kind)) throw new RangeError(`there is no wallet '${name}'`);
    return { venue, kind: kind as WalletKind };
  }
}

function nameOf({ venue, kind }: FoundWallet): string {
  return walletName(venue, kind);
}
