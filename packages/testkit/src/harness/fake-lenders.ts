import { MOST, lendingChanged, lendingKindName, lendingKinds, lendingLiquidation } from '@ebb/clearing';
import type { LendingPlace, LendingTicket } from '@ebb/clearing';
import { LenderCounter, LenderFace } from '@ebb/engine';
import type { LenderDoor } from '@ebb/engine';
import { Phase } from '@ebb/kernel';
import type { Kernel } from '@ebb/kernel';
import type { LenderDesk, LendingOrderId } from '@ebb/sdk';
import { filter } from 'rxjs';
import type { FakeAccounts } from './fake-accounts.ts';
import { FakeLender } from './fake-lender.ts';
import type { LenderSetup } from './lender-setup.ts';
import type { FakeWorld } from './fake-world.ts';
import type { SentIntent } from './sent-intent.ts';

/** Takes the orders that agents send to lending markets, and lets them arrive when the test says, or at once. */
export class FakeLenders {
  readonly #kernel: Kernel;
  readonly #world: FakeWorld;
  readonly #note: (intent: Omit<SentIntent, 'atMs'>) => void;
  readonly #atOnce: boolean;
  readonly #lenders = new Map<string, FakeLender>();
  readonly #faces = new Map<string, LenderFace>();
  readonly #open = new Map<LendingOrderId, (code: number) => void>();
  readonly #handler: number;

  constructor(
    setups: Readonly<Record<string, LenderSetup>>,
    kernel: Kernel,
    world: FakeWorld,
    accounts: FakeAccounts,
    note: (intent: Omit<SentIntent, 'atMs'>) => void,
    atOnce: boolean,
  ) {
    this.#kernel = kernel;
    this.#world = world;
    this.#note = note;
    this.#atOnce = atOnce;
    this.#handler = kernel.calendar.register((id) => this.arrive(id));
    const places = Object.keys(setups).map((lender, index): LendingPlace => ({ index, lender, assets: world.assets }));
    for (const place of places) {
      const setup = setups[place.lender];
      const lender = new FakeLender({ kernel, world, accounts, place, places, setup });
      this.#lenders.set(place.lender, lender);
      this.#faces.set(place.lender, new LenderFace(this.#door(lender)));
    }
    world.showLenders(this.#faces);
  }

  /** The market as a test sets it up. Throws for one that is not there. */
  lender(name: string): FakeLender {
    const found = this.#lenders.get(name);
    if (found === undefined) throw new RangeError(`there is no lending market '${name}'`);
    return found;
  }

  /** The market as one account deals with it. */
  desk(account: number, name: string): LenderDesk {
    const lender = this.lender(name);
    const { bus } = this.#kernel;
    const { place } = lender.lender;
    const changed = bus.family(lendingChanged).all$;
    const liquidated = bus.topic(lendingLiquidation, place, place.index).facts$;
    return new LenderCounter({
      account,
      bus,
      face: this.#faces.get(name)!,
      door: this.#door(lender),
      marketOf: (market) => {
        const { id, kind, venue, base, quote, subject } = this.#world.find(market);
        return { id, kind, venue, base, quote, instrument: subject.instrument };
      },
      streams: {
        changes$: changed.pipe(filter((fact) => fact.account === account && fact.lender === name)),
        liquidations$: liquidated.pipe(filter((fact) => fact.account === account)),
      },
    });
  }

  /** Lets an order arrive; `code` is that of a gateway that refuses it, or 0. */
  arrive(id: LendingOrderId, code = 0): void {
    const found = this.#open.get(id);
    if (found === undefined) throw new Error(`lending order ${id} is not open`);
    this.#open.delete(id);
    found(code);
  }

  accrue(): void {
    for (const lender of this.#lenders.values()) lender.accrue();
  }

  #door(lender: FakeLender): LenderDoor {
    const { name, venue, reference } = lender;
    return {
      ...{ name, venue, reference, lender: lender.lender },
      knows: () => true,
      send: (seq, ticket) => {
        this.#open.set(seq, (code) => lender.arrived(seq, ticket, code));
        this.#tell(lender, seq, ticket);
        const { calendar } = this.#kernel;
        if (this.#atOnce) calendar.schedule(calendar.nowUs, Phase.arrival, this.#handler, seq);
      },
    };
  }

  #tell({ name, lender }: FakeLender, seq: number, ticket: LendingTicket): void {
    const { assets } = lender.place;
    const { account, kind, atoms, asset, collateral, debtor, instrument } = ticket;
    const isLiquidation = kind >= lendingKinds.liquidate;
    this.#note({
      ...{ kind: lendingKindName(kind), account, order: 0, price: NaN, lending: seq, lender: name },
      market: instrument < 0 ? '' : this.#world.markets[instrument].id,
      asset: assets[asset].symbol,
      size: atoms === MOST ? Infinity : atoms / assets[asset].atomsPerUnit,
      ...(isLiquidation ? { debtor, collateral: assets[collateral].symbol } : {}),
    });
  }
}
