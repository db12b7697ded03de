import { walletKinds } from '@ebb/clearing';
import type { WalletKind } from '@ebb/clearing';
import { transfer } from '../src/index.ts';
import type { Transfer } from '../src/index.ts';
import { TestExchange } from './test-exchange.ts';
import type { TestExchangeOptions } from './test-exchange.ts';

/** A test exchange between whose wallets assets are moved; keeps what is told of transfers. */
export class TransferPlay extends TestExchange {
  readonly transfers: Transfer[] = [];

  constructor(options: TestExchangeOptions = {}) {
    super(options);
    this.kernel.bus.family(transfer).all$.subscribe((fact) => void this.transfers.push(fact));
  }

  /** Asks for a transfer without playing on; returns its number. */
  ask(account: number, asset: number, atoms: number, from: WalletKind, to: WalletKind): number {
    const ticket = { account, asset, atoms, from: walletKinds[from], to: walletKinds[to], toVenue: 0 };
    return this.venue.gateway.transfer(ticket);
  }

  /** Asks for a transfer and plays what is due. */
  transfer(account: number, asset: number, atoms: number, from: WalletKind, to: WalletKind): number {
    const id = this.ask(account, asset, atoms, from, to);
    this.run();
    return id;
  }

  /** All states that a transfer went through, with the word of refusal where there was one. */
  tale(id: number): string[] {
    return this.transfers
      .filter((each) => each.transfer === id)
      .map(({ state, refusal }) => (refusal === 'none' ? state : `${state}: ${refusal}`));
  }

  /** Atoms in an account's wallet of a kind; 0 where there is none. */
  atoms(account: number, asset: number, kind: WalletKind): number {
    const wallet = this.venue.wallets.find(account, kind);
    return wallet < 0 ? 0 : this.ledger.balance(wallet, asset);
  }
}
