import { AccountWallets, ClearingHouse } from '../src/index.ts';
import type { MarginMode, MarginPolicy } from '../src/index.ts';
import { Ledger, NO_POSITION, defineAssets, defineInstruments } from '@ebb/ledger';
import type { PerpInstrument } from '@ebb/ledger';

const MILLION = 1_000_000;
/** Parts per million from which value on: needs that grow steeper, and a count that grows flatter. */
type Slices = readonly (readonly [from: number, ppm: number])[];
const NEEDS: readonly Slices[] = [[[0, 50_000]], [[0, 4_000], [20_000, 50_000], [60_000, 200_000]], [[0, 10_000], [3_000, 100_000]]]; // prettier-ignore
const COUNTS: readonly Slices[] = [[[0, MILLION]], [[0, 950_000], [30_000, 700_000], [90_000, 0]], [[0, 800_000]]]; // prettier-ignore
const LOAN_PPM = 80_000;
const RATIO_PPM = 1_050_000;

/** Modes of accounts 0, 1, …; the last of them is judged by a policy that says nothing of its steepness. */
export const MODES: readonly MarginMode[] = ['unified', 'unified', 'unified', 'cross', 'cross', 'isolated', 'unified'];
const BACKSTOP = MODES.length;
const RICH = 1e12;

/**
 * A house with two linear perpetuals and an inverse one, three assets, and accounts in every mode, each against one backstop.
 * Prices stand at 1000 ticks, those of collateral at 10 and 1000 units, until `move` and `moveCollateral`.
 */
export class PooledWorld {
  readonly house: ClearingHouse;
  readonly marks = [1_000, 1_000, 1_000];
  readonly collateral = [1, 1_000, 10];
  readonly #ledger: Ledger;
  readonly #wallets = new AccountWallets();
  readonly #perps: readonly PerpInstrument[];
  readonly #reason: number;

  /** `moneyCounts` says what money counts as margin: all of it when absent. */
  constructor({ moneyCounts }: { readonly moneyCounts?: (value: number) => number } = {}) {
    const assets = defineAssets([
      { symbol: 'USD', decimals: 2 },
      { symbol: 'A', decimals: 4 },
      { symbol: 'B', decimals: 2 },
    ]);
    this.#perps = defineInstruments(assets, [
      { kind: 'perp', symbol: 'A/USD:USD', venue: 0, tick: 1, lot: 0.01 },
      { kind: 'perp', symbol: 'B/USD:USD', venue: 0, tick: 0.01, lot: 1 },
      { kind: 'perp', symbol: 'A/USD:A', venue: 0, tick: 1, lot: 1, multiplier: 10 },
    ]) as readonly PerpInstrument[];
    const ledger = (this.#ledger = new Ledger(assets));
    const open = (owner: number, role: string): number =>
      ledger.openWallet({ owner, name: `alpha/${role}`, mayGoNegative: true });
    const clearingWallet = open(-1, 'clearing');
    this.#reason = ledger.registerReason('deposit');
    for (let account = 0; account <= BACKSTOP; account++) this.#wallets.add(account, open(account, 'own'));
    for (const { index } of assets) ledger.issue(this.#wallets.of(BACKSTOP), index, RICH);
    const unified = policy('unified');
    this.house = new ClearingHouse({
      ledger,
      instruments: this.#perps,
      listed: this.#perps,
      settle: 0,
      margin: [
        moneyCounts === undefined ? unified : countingMoney(unified, moneyCounts),
        policy('cross'),
        policy('isolated'),
        { ...unified, bound: undefined },
      ],
      collateral: [1, 2],
      prices: {
        markTicks: ({ index }) => this.marks[index],
        previousMarkTicks: ({ index }) => this.marks[index],
        collateralPrice: (asset) => this.collateral[asset],
      },
      wallets: this.#wallets,
      clearingWallet,
      accountCount: () => BACKSTOP + 1,
      openWallet: (owner) => open(owner, 'isolated'),
    });
    const modes = ['unified', 'cross', 'isolated'];
    MODES.forEach((mode, account) =>
      this.house.units.follow(account, account === BACKSTOP - 1 ? 3 : modes.indexOf(mode)),
    );
  }

  /** Trades at the mark, against the backstop. */
  trade(account: number, perp: number, lots: number): void {
    if (lots === 0) return;
    this.house.applyFill(account, this.#perps[perp], lots, this.marks[perp]);
    this.house.applyFill(BACKSTOP, this.#perps[perp], -lots, this.marks[perp]);
  }

  /** Gives an account so many atoms, or takes them; only in unified mode may it end up owing an asset other than money. */
  deposit(account: number, asset: number, atoms: number): void {
    const [own, other] = [this.#wallets.of(account), this.#wallets.of(BACKSTOP)];
    const taken = MODES[account] === 'unified' ? -atoms : Math.min(-atoms, this.#ledger.balance(own, asset));
    if (atoms > 0) this.#ledger.transfer(other, own, asset, atoms, this.#reason);
    else if (taken > 0) this.#ledger.transfer(own, other, asset, taken, this.#reason);
  }

  /** Has every unified account pay a fraction of all that it owes, rounded up, in what it owes. */
  chargeInterest(fraction: number): void {
    MODES.forEach((mode, account) => {
      for (const asset of mode === 'unified' ? [0, 1, 2] : []) {
        const owed = -this.#ledger.balance(this.#wallets.of(account), asset);
        if (owed > 0) this.deposit(account, asset, -Math.ceil(owed * fraction));
      }
    });
  }

  /** Moves margin to (positive) or out of the isolated position in a perpetual, as far as the house lets it. */
  moveMargin(perp: number, atoms: number): void {
    this.house.moveMargin(MODES.indexOf('isolated'), this.#perps[perp], atoms);
  }

  /** All pools there are but those of the backstop. */
  units(): number[] {
    const units: number[] = [];
    MODES.forEach((_, account) => this.house.units.forEachOf(account, (unit) => units.push(unit)));
    return units;
  }

  /** Whether a unit is a unified account that owes some asset. */
  owes(unit: number): boolean {
    return (
      MODES[unit] === 'unified' && [0, 1, 2].some((asset) => this.#ledger.balance(this.#wallets.of(unit), asset) < 0)
    );
  }

  /** Closes a share of every position of a unit, rounded up to lots. */
  close(unit: number, share: number): void {
    const { positions, units } = this.house;
    let slot = positions.firstOfAccount(unit);
    while (slot !== NO_POSITION) {
      const [perp, lots] = [positions.instrumentAt(slot), positions.sizeLotsAt(slot)];
      slot = positions.nextOfAccount(slot);
      this.trade(units.ownerOf(unit), perp, -Math.sign(lots) * Math.ceil(Math.abs(lots) * share));
    }
  }
}

/** The same policy, but for what money counts. */
function countingMoney(policy: MarginPolicy, counts: (value: number) => number): MarginPolicy {
  return {
    ...policy,
    collateralAtoms: (asset, value) => (asset === 0 ? counts(value) : policy.collateralAtoms!(asset, value)),
  };
}

function policy(mode: MarginMode): MarginPolicy {
  const need = ({ index }: PerpInstrument): Slices => NEEDS[index];
  return {
    mode,
    initialAtoms: (perp, notional) => sliced(need(perp), notional, Math.ceil) * 2,
    maintenanceAtoms: (perp, notional) => sliced(need(perp), notional, Math.ceil),
    verdict: (margin, maintenance) => (margin * MILLION > maintenance * RATIO_PPM ? 'free' : 'liquidate'),
    collateralAtoms: (asset, value) => sliced(COUNTS[asset], value, Math.floor),
    loanInitialAtoms: (_, value) => Math.ceil((value * LOAN_PPM * 2) / MILLION),
    loanMaintenanceAtoms: (_, value) => Math.ceil((value * LOAN_PPM) / MILLION),
    bound: {
      ratio: RATIO_PPM / MILLION,
      maintenanceSlope: (perp, notional) => steepest(need(perp), notional),
      collateralSlope: (asset) => COUNTS[asset][0][1] / MILLION,
      loanMaintenanceSlope: () => LOAN_PPM / MILLION,
    },
  };
}

function sliced(slices: Slices, value: number, round: (amount: number) => number): number {
  const sum = slices.reduce((total, [from, ppm], at) => {
    const slope = ppm - (at === 0 ? 0 : slices[at - 1][1]);
    return total + slope * Math.max(0, value - from);
  }, 0);
  return round(sum / MILLION);
}

function steepest(slices: Slices, value: number): number {
  return Math.max(...slices.filter(([from]) => from < value || from === 0).map(([, ppm]) => ppm)) / MILLION;
}
