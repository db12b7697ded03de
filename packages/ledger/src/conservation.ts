import type { Asset } from './asset.ts';
import type { LedgerStorage } from './ledger-storage.ts';
import type { WalletRegistry } from './wallet-registry.ts';
import { WideSums } from './wide-sums.ts';

/** What the wallets of one class (`alpha/holders`, `alpha/fees`, `outside`) have of an asset together. */
export interface ClassBalance {
  readonly name: string;
  readonly balanceAtoms: number;
  readonly heldAtoms: number;
}

/** The count of one asset. `ok` when the sums are as the running totals say, the balances' sum is zero and no wallet is short. */
export interface AssetConservation {
  readonly symbol: string;
  /** Classes that have a balance or hold something, in the order in which they were first opened. */
  readonly byClass: readonly ClassBalance[];
  readonly sumAtoms: number;
  readonly runningSumAtoms: number;
  readonly heldAtoms: number;
  readonly runningHeldAtoms: number;
  /** Wallets whose held is negative, or above a balance that may not go negative, or whose amount is no safe integer. */
  readonly brokenWallets: number;
  /** The name of the first of them, or ''. */
  readonly firstBroken: string;
  readonly ok: boolean;
}

/** A full count of a ledger, set against its running totals; amounts are in atoms. */
export class ConservationReport {
  readonly assets: readonly AssetConservation[];
  readonly ok: boolean;

  constructor(
    assets: readonly Asset[],
    wallets: WalletRegistry,
    storage: LedgerStorage,
    runningBalance: Float64Array,
    runningHeld: Float64Array,
  ) {
    this.assets = assets.map((asset) =>
      countAsset(asset, assets.length, wallets, storage, runningBalance[asset.index], runningHeld[asset.index]),
    );
    this.ok = this.assets.every((each) => each.ok);
  }

  /** One sentence when all is well; otherwise one for each fault and, below it, the asset's balances by class. */
  describe(): string {
    if (this.ok) return `Every atom is accounted for in ${this.assets.length} assets.`;
    return this.assets
      .filter((each) => !each.ok)
      .map((each) => [...faults(each), ...table(each.byClass)].join('\n'))
      .join('\n');
  }
}

function countAsset(
  asset: Asset,
  assetCount: number,
  wallets: WalletRegistry,
  storage: LedgerStorage,
  runningSumAtoms: number,
  runningHeldAtoms: number,
): AssetConservation {
  const classes = wallets.classNames;
  const balances = new WideSums(classes.length);
  const helds = new WideSums(classes.length);
  let brokenWallets = 0;
  let firstBroken = '';
  for (let wallet = 0; wallet < wallets.count; wallet++) {
    const balance = storage.balances[wallet * assetCount + asset.index];
    const held = storage.held[wallet * assetCount + asset.index];
    balances.add(wallets.classOf(wallet), balance);
    helds.add(wallets.classOf(wallet), held);
    const whole = Number.isSafeInteger(balance) && Number.isSafeInteger(held);
    if (whole && held >= 0 && (held <= balance || wallets.mayGoNegative(wallet))) continue;
    if (brokenWallets++ === 0) firstBroken = wallets.nameOf(wallet);
  }
  const byClass = classes
    .map((name, at) => ({ name, balanceAtoms: balances.at(at), heldAtoms: helds.at(at) }))
    .filter(({ balanceAtoms, heldAtoms }) => balanceAtoms !== 0 || heldAtoms !== 0);
  const sumAtoms = balances.total();
  const heldAtoms = helds.total();
  const ok = sumAtoms === 0 && runningSumAtoms === 0 && heldAtoms === runningHeldAtoms && brokenWallets === 0;
  return {
    symbol: asset.symbol,
    byClass,
    sumAtoms,
    runningSumAtoms,
    heldAtoms,
    runningHeldAtoms,
    brokenWallets,
    firstBroken,
    ok,
  };
}

function faults(asset: AssetConservation): string[] {
  const { symbol, sumAtoms, runningSumAtoms, heldAtoms, runningHeldAtoms, brokenWallets, firstBroken } = asset;
  const lines: string[] = [];
  if (sumAtoms !== 0 || runningSumAtoms !== 0) {
    lines.push(`${symbol}: all wallets sum to ${sumAtoms} atoms and all writes to ${runningSumAtoms}; both must be 0.`);
  }
  if (heldAtoms !== runningHeldAtoms) {
    lines.push(`${symbol}: wallets hold ${heldAtoms} atoms, but writes add up to ${runningHeldAtoms}.`);
  }
  if (brokenWallets > 0) {
    lines.push(`${symbol}: ${brokenWallets} wallets are short of what they hold or not whole, first ${firstBroken}.`);
  }
  return lines;
}

function table(rows: readonly ClassBalance[]): string[] {
  const width = Math.max(0, ...rows.map((row) => row.name.length));
  return rows.map(
    ({ name, balanceAtoms, heldAtoms }) =>
      `  ${name.padEnd(width)}  balance ${String(balanceAtoms).padStart(17)}  held ${String(heldAtoms).padStart(16)}`,
  );
}
