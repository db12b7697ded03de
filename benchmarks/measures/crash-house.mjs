import { AccountWallets, ClearingHouse } from '@ebb/clearing';
import { Ledger, NO_POSITION, defineAssets, defineInstruments } from '@ebb/ledger';
import { UnifiedMargin, params } from '@ebb/plugin-margin-modes/unified-margin';
import { COINS } from './crash-path.mjs';
import { gaussian, xorshift } from './random.mjs';

/** Everything costs 100.00 at first; a tick is 0.01, a lot 0.01 coins, and an atom of a coin is 0.0001 of it. */
const FIRST_TICKS = 10_000;
const TICKS_PER_UNIT = 100;
const LOTS_PER_COIN = 100;
const COIN_SCALE = 10_000;
const MONEY_SCALE = 10_000;
const MONEY = 0;
const BACKSTOP_ATOMS = 1e15;
/** Share of a holding's value that counts as margin. */
const RATE = 0.9;

const coins = Array.from({ length: COINS }, (_, coin) => `C${String(coin).padStart(2, '0')}`);

/**
 * One venue in unified mode with sixteen assets: money and fifteen coins, each with a linear perpetual. Accounts have from one
 * to five positions or holdings, three in the mean, of coins that differ: six in ten a position, else a holding; three in twenty
 * of either is short (a debt). Each is worth 1,000 × e^z, z normal. Money is such that margin is from 12 % to 60 % of all they
 * are worth together; it may be owed. The other side of everything is one backstop, which is not watched for its own sake.
 */
export class CrashHouse {
  /** Value in money, by coin, that the latest liquidations sold, less what they bought. */
  sold = new Float64Array(COINS);
  #marks = new Float64Array(COINS).fill(FIRST_TICKS);
  #collateral = new Float64Array(COINS).fill(FIRST_TICKS / TICKS_PER_UNIT);

  constructor(accounts) {
    const assets = defineAssets([{ symbol: 'USDT', decimals: 4 }, ...coins.map((symbol) => ({ symbol, decimals: 4 }))]);
    this.perps = defineInstruments(
      assets,
      coins.map((coin) => ({ kind: 'perp', symbol: `${coin}/USDT:USDT`, venue: 0, tick: 0.01, lot: 0.01 })),
    );
    this.accounts = accounts;
    this.backstop = accounts;
    this.ledger = new Ledger(assets);
    this.wallets = new AccountWallets();
    this.reason = this.ledger.registerReason('liquidation');
    const open = (owner, role) => this.ledger.openWallet({ owner, name: `alpha/${role}`, mayGoNegative: true });
    const clearingWallet = open(-1, 'clearing');
    for (let account = 0; account < accounts; account++) {
      this.wallets.add(account, open(account, `traders[${account}]`));
    }
    this.wallets.add(this.backstop, open(this.backstop, 'backstop'));
    this.ledger.issue(this.wallets.of(this.backstop), MONEY, BACKSTOP_ATOMS);
    this.house = new ClearingHouse({
      ledger: this.ledger,
      instruments: this.perps,
      listed: this.perps,
      settle: MONEY,
      margin: [unifiedMargin(assets, this.perps)],
      collateral: coins.map((_, coin) => coin + 1),
      prices: {
        markTicks: ({ index }) => this.#marks[index],
        previousMarkTicks: ({ index }) => this.#marks[index],
        collateralPrice: (asset) => (asset === MONEY ? 1 : this.#collateral[asset - 1]),
      },
      wallets: this.wallets,
      clearingWallet,
      accountCount: () => accounts + 1,
      openWallet: () => {
        throw new Error('nobody is isolated here');
      },
    });
    this.#fill();
  }

  /** Moves a price to so many times what it was at first; returns its number. */
  move(coin, isMark, level) {
    const ticks = Math.max(1, Math.round(FIRST_TICKS * level));
    if (isMark) this.#marks[coin] = ticks;
    else this.#collateral[coin] = ticks / TICKS_PER_UNIT;
    return isMark ? coin : COINS + 1 + coin;
  }

  /** Closes all positions, holdings and debts of an account at the present prices; the backstop pays what it cannot. */
  liquidate(account) {
    const { house, ledger } = this;
    const { positions } = house;
    const [own, other] = [this.wallets.of(account), this.wallets.of(this.backstop)];
    let slot = positions.firstOfAccount(account);
    while (slot !== NO_POSITION) {
      const [coin, lots] = [positions.instrumentAt(slot), positions.sizeLotsAt(slot)];
      slot = positions.nextOfAccount(slot);
      this.#trade(account, coin, -lots);
      this.sold[coin] += lots * this.#marks[coin];
    }
    for (let coin = 0; coin < COINS; coin++) {
      const atoms = ledger.balance(own, coin + 1);
      if (atoms === 0) continue;
      const value = Math.trunc(atoms * this.#collateral[coin]);
      this.#transfer(own, other, coin + 1, atoms);
      this.#transfer(own, other, MONEY, -value);
      this.sold[coin] += value;
    }
    const money = ledger.balance(own, MONEY);
    if (money < 0) this.#transfer(other, own, MONEY, -money);
  }

  /** Value in money of all positions, holdings and debts of a coin at the start, in atoms. */
  valueAtFirst = new Float64Array(COINS);

  #fill() {
    const random = xorshift(92);
    const normal = gaussian(random);
    for (let account = 0; account < this.accounts; account++) this.#fillAccount(account, random, normal);
  }

  #fillAccount(account, random, normal) {
    const [own, other] = [this.wallets.of(account), this.wallets.of(this.backstop)];
    const count = 1 + Math.floor(random() * 5);
    const [first, stride] = [Math.floor(random() * COINS), 1 + Math.floor(random() * 2)];
    let gross = 0;
    let margin = 0;
    for (let i = 0; i < count; i++) {
      const coin = (first + i * stride) % COINS;
      const isPosition = random() < 0.6;
      const side = random() < 0.15 ? -1 : 1;
      const lots = Math.max(1, Math.round((1_000 * Math.exp(normal()) * LOTS_PER_COIN * TICKS_PER_UNIT) / FIRST_TICKS));
      const value = lots * FIRST_TICKS;
      gross += value;
      this.valueAtFirst[coin] += value;
      if (isPosition) this.#trade(account, coin, side * lots);
      else {
        this.#transfer(other, own, coin + 1, (side * lots * COIN_SCALE) / LOTS_PER_COIN);
        margin += side > 0 ? RATE * value : -value;
      }
    }
    this.#transfer(other, own, MONEY, Math.round((0.12 + 0.48 * random()) * gross - margin));
  }

  #trade(account, coin, lots) {
    this.house.applyFill(account, this.perps[coin], lots, this.#marks[coin]);
    this.house.applyFill(this.backstop, this.perps[coin], -lots, this.#marks[coin]);
  }

  /** Moves atoms of an asset, the other way when negative. */
  #transfer(from, to, asset, atoms) {
    if (atoms > 0) this.ledger.transfer(from, to, asset, atoms, this.reason);
    else if (atoms < 0) this.ledger.transfer(to, from, asset, -atoms, this.reason);
  }
}

/** The policy as a scenario gets it, but for one share that counts of every coin: tiers and loans are its own. */
function unifiedMargin(assets, instruments) {
  return new UnifiedMargin(params.parse({ collateral: { default: RATE } }), {
    name: 'alpha',
    settle: 'USDT',
    settleScale: MONEY_SCALE,
    instruments,
    assets: assets.map(({ symbol }) => symbol),
    assetScales: assets.map(({ atomsPerUnit }) => atomsPerUnit),
  });
}
