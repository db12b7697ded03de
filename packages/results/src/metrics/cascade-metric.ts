import { deleveraging, forcedOrder, liquidation, news, takeover } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext } from '@ebb/sdk';
import { CascadeForest } from '../cascade-forest.ts';
import type { CascadeCause, CascadeRecord, CascadeReport } from '../cascade-report.ts';
import { isBackstop } from '../is-backstop.ts';
import { marketGrids } from '../market-grid.ts';
import type { MarketGrid } from '../market-grid.ts';
import { NumberList } from '../number-list.ts';
import { worthIn } from '../worth-in.ts';

/** How many trees are told one by one. */
const TOLD = 20;
/** A liquidation alone is no cascade. */
const LEAST = 2;
const PARTS = 1_000_000;
const SUBJECT = 'cascades';

/** Where a liquidation closed positions, besides a market's place. */
const NOWHERE = -1;
const SEVERAL = -2;

/**
 * Measures after the warm-up which liquidations led to which, and what they sold by force. A forced order belongs to the
 * liquidation that is its origin; what a fund or vault sells of its own is no liquidation. Worths in several quote assets are
 * brought to one by the outside values of the moment.
 */
export class CascadeMetric implements Metric {
  #context: RunContext | null = null;
  #unit = '';
  readonly #shocks = new Map<number, string>();
  readonly #ids = new NumberList();
  readonly #parents = new NumberList();
  readonly #sharesPpm = new NumberList();
  readonly #timesUs = new NumberList();
  readonly #venues = new NumberList();
  readonly #accounts = new NumberList();
  readonly #markets = new NumberList();
  readonly #notionals = new NumberList();

  start(context: RunContext): void {
    this.#context = context;
    const { scoredFromUs, shocks, view } = context;
    const grids = marketGrids(context);
    this.#unit = unitOf(grids);
    context.listen(news, (seq, _timeUs, _cause, _origin, place) => this.#shocks.set(seq, shocks[place]));
    context.listen(liquidation, (seq, timeUs, _cause, _origin, place, account, _equity, _margin, parent, sharePpm) => {
      if (timeUs < scoredFromUs) return;
      this.#ids.push(seq);
      this.#parents.push(parent);
      this.#sharesPpm.push(sharePpm);
      this.#timesUs.push(timeUs);
      this.#venues.push(place);
      this.#accounts.push(account);
      this.#markets.push(NOWHERE);
      this.#notionals.push(0);
    });
    context.listen(forcedOrder, (_seq, _timeUs, _cause, origin, place, account, _signed, filledLots, atoms) => {
      const row = this.#close(origin, place, account);
      if (row < 0 || filledLots === 0) return;
      const { quote, toldNotional } = grids[place];
      const notional = toldNotional(filledLots, atoms) * worthIn(view, quote, this.#unit);
      this.#notionals.set(row, this.#notionals.at(row) + notional);
    });
    context.listen(takeover, (_seq, _timeUs, _cause, origin, place, account) => this.#close(origin, place, account));
    context.listen(deleveraging, (_seq, _timeUs, _cause, origin, place, _account, bankrupt) =>
      this.#close(origin, place, bankrupt),
    );
  }

  values(): readonly MetricValue[] {
    const forest = this.#forest();
    const { unit, cascades, largest } = this.#reportOf(forest);
    const [first] = largest;
    const at = first === undefined ? {} : { atUs: first.atUs };
    return [
      { subject: SUBJECT, name: 'count', value: cascades, unit: 'cascades' },
      { subject: SUBJECT, name: 'largestNotional', value: first?.notional ?? 0, unit, ...at },
      { subject: SUBJECT, name: 'largestShare', value: first?.share ?? 0, unit: 'fraction', ...at },
      { subject: SUBJECT, name: 'depth', value: forest.depth, unit: 'liquidations' },
      { subject: SUBJECT, name: 'branching', value: forest.branching, unit: 'fraction' },
    ];
  }

  /** All that is to be told of the cascades until now. */
  report(): CascadeReport {
    return this.#reportOf(this.#forest());
  }

  #forest(): CascadeForest {
    return new CascadeForest({
      ids: this.#ids.values(),
      parents: this.#parents.values(),
      timesUs: this.#timesUs.values(),
      notionals: this.#notionals.values(),
    });
  }

  #reportOf(forest: CascadeForest): CascadeReport {
    const { liquidations, notional } = forest;
    let cascades = 0;
    for (let tree = 0; tree < forest.trees; tree++) if (forest.sizeOf(tree) >= LEAST) cascades++;
    const largest = forest.largest(TOLD, LEAST).map((tree) => this.#record(forest, tree));
    return { unit: this.#unit, liquidations, cascades, notional, largest };
  }

  /** Notes where an account in liquidation was closed; returns the liquidation's row, or −1 when it was none of those scored. */
  #close(origin: number, market: number, account: number): number {
    const row = this.#ids.placeOf(origin);
    if (row < 0 || isBackstop(this.#context!, account)) return -1;
    const before = this.#markets.at(row);
    if (before !== market) this.#markets.set(row, before === NOWHERE ? market : SEVERAL);
    return row;
  }

  #record(forest: CascadeForest, tree: number): CascadeRecord {
    const context = this.#context!;
    const { root, liquidations, depth, notional, durationUs, breadths } = forest.tree(tree);
    const account = this.#accounts.at(root);
    const market = this.#markets.at(root);
    return {
      seq: this.#ids.at(root),
      atUs: this.#timesUs.at(root),
      venue: context.venues[this.#venues.at(root)].name,
      account,
      class: context.classes[context.classOf(account)] ?? '',
      ...(market < 0 ? {} : { market: context.view.markets[market].id }),
      cause: this.#causeOf(root),
      causeShare: this.#sharesPpm.at(root) / PARTS,
      liquidations,
      depth,
      notional,
      share: forest.notional > 0 ? notional / forest.notional : 0,
      seconds: durationUs / 1_000_000,
      breadths,
    };
  }

  #causeOf(root: number): CascadeCause {
    const shock = this.#shocks.get(this.#parents.at(root));
    return shock === undefined ? { kind: 'flow' } : { kind: 'shock', shock };
  }
}

/** The quote asset of the first perpetual; of the first market when there is none. */
function unitOf(grids: readonly MarketGrid[]): string {
  return (grids.find(({ perp }) => perp) ?? grids[0])?.quote ?? '';
}
