import { backing, issuance, requestKinds, requestStates } from '@ebb/sdk';
import type { Metric, MetricValue, RunContext } from '@ebb/sdk';
import { RunSize } from '../run-size.ts';

const HOUR_MINUTES = 60;

interface Issued {
  readonly coin: string;
  /** Atoms in one unit of the coin. */
  readonly scale: number;
  readonly run: RunSize;
  /** Redemptions that wait, by number: atoms of the coin. */
  readonly left: Map<number, number>;
  /** Assets ÷ liabilities: as last told, at the first scored moment, at the least and its moment. */
  ratio: number;
  firstRatio: number;
  leastRatio: number;
  leastUs: number;
  leastLiquid: number;
  supply: number;
  firstSupply: number;
  waiting: number;
  mostWaiting: number;
  mostWaitingUs: number;
  mintedAtoms: number;
  askedAtoms: number;
  paidAtoms: number;
  refusedAtoms: number;
}

/** Measures what stood behind each coin with an issuer after the warm-up, and what became of redemptions. */
export class IssuerMetric implements Metric {
  #context: RunContext | null = null;
  #issued: readonly Issued[] = [];

  start(context: RunContext): void {
    this.#context = context;
    const { assets, assetScales, pegs, scoredFromUs } = context;
    this.#issued = pegs.map(({ coin }) => issuedOf(coin, assetScales[assets.indexOf(coin)], scoredFromUs));
    if (this.#issued.length === 0) return;
    const places = assets.map((asset) => this.#issued.find(({ coin }) => coin === asset));
    context.listen(
      backing,
      (_seq, timeUs, _cause, _origin, place, own, liquid, owed, _parity, circulatingAtoms, waitingAtoms) => {
        const issued = places[place];
        if (issued === undefined) return;
        const supply = circulatingAtoms / issued.scale;
        issued.run.supply(timeUs, supply);
        if (timeUs > scoredFromUs) this.#score(issued, scoredFromUs);
        issued.ratio = owed > 0 ? own / owed : NaN;
        issued.supply = supply;
        issued.waiting = waitingAtoms / issued.scale;
        if (timeUs < scoredFromUs) return;
        this.#score(issued, timeUs);
        if (owed > 0 && !(liquid / owed >= issued.leastLiquid)) issued.leastLiquid = liquid / owed;
      },
    );
    context.listen(issuance, (_seq, timeUs, _cause, _origin, place, _account, id, kind, state, _refusal, coinAtoms) => {
      const issued = places[place];
      if (issued === undefined) return;
      const atoms = Math.abs(coinAtoms);
      const isScored = timeUs >= scoredFromUs;
      if (kind === requestKinds.redeem) redeemed(issued, id, state, atoms, timeUs, isScored);
      else if (kind === requestKinds.mint && state === requestStates.paid && isScored) issued.mintedAtoms += atoms;
    });
  }

  values(): readonly MetricValue[] {
    const scoredFromUs = this.#context?.scoredFromUs ?? 0;
    return this.#issued.flatMap((issued) => {
      this.#score(issued, scoredFromUs);
      const { coin: subject, coin: unit, scale, run } = issued;
      const [minute, hour] = [run.worst(1), run.worst(HOUR_MINUTES)];
      const at = (atUs: number): { readonly atUs?: number } => (Number.isNaN(atUs) ? {} : { atUs });
      return [
        { subject, name: 'backingStart', value: issued.firstRatio, unit: 'fraction' },
        { subject, name: 'backingMin', value: issued.leastRatio, unit: 'fraction', ...at(issued.leastUs) },
        { subject, name: 'backingEnd', value: issued.ratio, unit: 'fraction' },
        { subject, name: 'liquidMin', value: issued.leastLiquid, unit: 'fraction' },
        { subject, name: 'supplyStart', value: issued.firstSupply, unit },
        { subject, name: 'supplyEnd', value: issued.supply, unit },
        { subject, name: 'minted', value: issued.mintedAtoms / scale, unit },
        { subject, name: 'redemptionsAsked', value: issued.askedAtoms / scale, unit },
        { subject, name: 'redemptionsPaid', value: issued.paidAtoms / scale, unit },
        { subject, name: 'redemptionsRefused', value: issued.refusedAtoms / scale, unit },
        { subject, name: 'redemptionsWaiting', value: issued.waiting, unit },
        { subject, name: 'redemptionsWaitingMost', value: issued.mostWaiting, unit, ...at(issued.mostWaitingUs) },
        { subject, name: 'runMinute', value: minute.share, unit: 'fraction', ...at(minute.atUs) },
        { subject, name: 'runHour', value: hour.share, unit: 'fraction', ...at(hour.atUs) },
      ];
    });
  }

  /** Counts what stands at a scored moment. */
  #score(issued: Issued, atUs: number): void {
    const { ratio, supply, waiting } = issued;
    if (Number.isNaN(issued.firstRatio)) issued.firstRatio = ratio;
    if (Number.isNaN(issued.firstSupply)) issued.firstSupply = supply;
    if (!Number.isNaN(ratio) && !(ratio >= issued.leastRatio)) [issued.leastRatio, issued.leastUs] = [ratio, atUs];
    if (waiting > issued.mostWaiting) [issued.mostWaiting, issued.mostWaitingUs] = [waiting, atUs];
  }
}

function redeemed(issued: Issued, id: number, state: number, atoms: number, timeUs: number, isScored: boolean): void {
  const { left, run, scale } = issued;
  const before = left.get(id);
  if (state === requestStates.queued) {
    left.set(id, atoms);
    run.ask(timeUs, atoms / scale);
    if (isScored) issued.askedAtoms += atoms;
  }
  if (state === requestStates.paid) {
    if (before !== undefined && before > atoms) left.set(id, before - atoms);
    else left.delete(id);
    if (isScored) issued.paidAtoms += atoms;
  }
  if (state === requestStates.refused) {
    left.delete(id);
    if (!isScored) return;
    issued.refusedAtoms += atoms;
    // One that was refused at the door was asked for, too.
    if (before === undefined) issued.askedAtoms += atoms;
  }
}

function issuedOf(coin: string, scale: number, scoredFromUs: number): Issued {
  return {
    ...{ coin, scale, run: new RunSize(scoredFromUs), left: new Map<number, number>() },
    ...{ ratio: NaN, firstRatio: NaN, leastRatio: NaN, leastUs: NaN, leastLiquid: NaN },
    ...{ supply: NaN, firstSupply: NaN, waiting: 0, mostWaiting: 0, mostWaitingUs: NaN },
    ...{ mintedAtoms: 0, askedAtoms: 0, paidAtoms: 0, refusedAtoms: 0 },
  };
}
