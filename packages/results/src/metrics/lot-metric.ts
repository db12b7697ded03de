import { backing, lotOffered, lotSold } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext } from '@ebb/sdk';

interface Sales {
  readonly coin: string;
  readonly reference: string;
  readonly scale: number;
  /** Coins in other hands than the issuer's, as last told, atoms. */
  supplyAtoms: number;
  /** Lots of the scored part: offered anew, sold, and sold for nothing. */
  offered: number;
  sold: number;
  forNothing: number;
  /** Atoms of coin paid, and the outside worth of collateral sold and of what went for nothing, in units of the coin's reference. */
  paidAtoms: number;
  worth: number;
  worthLost: number;
}

/**
 * Measures what became of lots that an issuer sold for its coin after the warm-up: how many went, how many for nothing, and what
 * their collateral was worth outside at that moment. A lot that begins again counts once. Coins without a lot have no row.
 */
export class LotMetric implements Metric {
  #context: RunContext | null = null;
  #sales: readonly Sales[] = [];

  start(context: RunContext): void {
    this.#context = context;
    const { assets, assetScales, pegs, scoredFromUs, view } = context;
    this.#sales = pegs.map(({ coin, reference }) => salesOf(coin, reference, assetScales[assets.indexOf(coin)]));
    if (this.#sales.length === 0) return;
    const places = assets.map((asset) => this.#sales.find(({ coin }) => coin === asset));
    context.listen(lotOffered, (_seq, timeUs, _cause, _origin, place) => {
      const sales = places[place];
      if (sales !== undefined && timeUs >= scoredFromUs) sales.offered++;
    });
    context.listen(backing, (_seq, _timeUs, _cause, _origin, place, _assets, _liquid, _owed, _parity, supplyAtoms) => {
      const sales = places[place];
      if (sales !== undefined) sales.supplyAtoms = supplyAtoms;
    });
    context.listen(
      lotSold,
      (_seq, timeUs, _cause, _origin, place, _account, _lot, asset, amountAtoms, paidAtoms, closed) => {
        const sales = places[place];
        if (sales === undefined || timeUs < scoredFromUs) return;
        const unit = sales.reference === '' ? 1 : view.price(sales.reference);
        const worth = ((amountAtoms / assetScales[asset]) * view.price(assets[asset])) / unit;
        sales.worth += worth;
        sales.paidAtoms += paidAtoms;
        if (closed === 0) return;
        // One that begins again is closed without a sale, and offered anew.
        if (amountAtoms === 0) sales.offered--;
        else sales.sold++;
        if (amountAtoms === 0 || paidAtoms > 0) return;
        sales.forNothing++;
        sales.worthLost += worth;
      },
    );
  }

  values(): readonly MetricValue[] {
    const { view } = this.#context ?? {};
    return this.#sales
      .filter(({ offered }) => offered > 0)
      .flatMap(({ coin, forNothing, offered, paidAtoms, reference, scale, sold, supplyAtoms, worth, worthLost }) => {
        const positions = view?.issuer(coin).positions() ?? [];
        const owed = positions.reduce((sum, { debt }) => sum + debt, 0);
        const unit = reference === '' ? 'value' : reference;
        const one = (name: string, value: number, its: string): MetricValue => ({
          ...{ subject: coin, name, value, unit: its },
        });
        return [
          one('lotsOffered', offered, 'lots'),
          one('lotsSold', sold, 'lots'),
          one('lotsForNothing', sold > 0 ? forNothing / sold : NaN, 'fraction'),
          one('lotsPaid', paidAtoms / scale, coin),
          one('lotsWorth', worth, unit),
          one('lotsLost', worthLost, unit),
          one('owedByNobody', supplyAtoms / scale - owed, coin),
        ];
      });
  }
}

function salesOf(coin: string, reference: string, scale: number): Sales {
  return {
    ...{ coin, reference, scale, supplyAtoms: 0, paidAtoms: 0 },
    ...{ offered: 0, sold: 0, forNothing: 0, worth: 0, worthLost: 0 },
  };
}
