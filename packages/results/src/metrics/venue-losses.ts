import type { MetricValue, VenueInfo } from '@ebb/sdk';

const MINUTE_US = 60_000_000;

/** What clearing did on one venue after the warm-up; money in units of its settlement asset, or in atoms of it. */
export class VenueLosses {
  readonly #venue: VenueInfo;
  readonly #insuranceStart: number;
  readonly #liquidated = new Set<number>();
  readonly #deleveraged = new Set<number>();
  readonly #deficits = new Set<string>();
  #firstUs = NaN;
  #liquidatedNotional = 0;
  #forcedNotional = 0;
  #minute = -1;
  #minuteNotional = 0;
  #peakMinute = -1;
  #peakNotional = 0;
  #fundTook = 0;
  #vaultTook = 0;
  #auctionedNotional = 0;
  /** Sum of discounts by what they were given on. */
  #discounted = 0;
  #deleveragedNotional = 0;
  #deleveragedLoss = 0;
  #deleveragedDeficitAtoms = 0;
  #paidAtoms = 0;
  #receivedAtoms = 0;
  #shortfallAtoms = 0;
  #sharedAtoms = 0;

  constructor(venue: VenueInfo) {
    this.#venue = venue;
    this.#insuranceStart = venue.insuranceBalance();
  }

  /** An account broke its maintenance margin. */
  broke(timeUs: number, account: number): void {
    if (this.#liquidated.size === 0) this.#firstUs = timeUs;
    this.#liquidated.add(account);
  }

  /** An account in liquidation sold or bought on the book. */
  forced(timeUs: number, notional: number): void {
    this.#forcedNotional += notional;
    this.#closed(timeUs, notional);
  }

  /** A fund or vault took a position or asset over from an account in liquidation. */
  tookOver(timeUs: number, notional: number, byVault: boolean): void {
    if (byVault) this.#vaultTook += notional;
    else this.#fundTook += notional;
    this.#closed(timeUs, notional);
  }

  /** A keeper took a position over from an account in liquidation, at such a discount to the mark (a fraction). */
  auctioned(timeUs: number, notional: number, discount: number): void {
    this.#auctionedNotional += notional;
    this.#discounted += notional * discount;
    this.#closed(timeUs, notional);
  }

  /**
   * A position was closed against that of a bankrupt account, or of a backstop, whose positions counted as liquidated when
   * they were taken over.
   */
  deleveraged(timeUs: number, account: number, notional: number, lost: number, ofBackstop: boolean): void {
    this.#deleveraged.add(account);
    this.#deleveragedNotional += notional;
    this.#deleveragedLoss += lost;
    if (!ofBackstop) this.#closed(timeUs, notional);
  }

  /** What a bankrupt account was short of; told with every position that was closed against it, and counted once. */
  wasShortOf(bankrupt: number, origin: number, deficitAtoms: number): void {
    const key = `${bankrupt}/${origin}`;
    if (this.#deficits.has(key)) return;
    this.#deficits.add(key);
    this.#deleveragedDeficitAtoms += deficitAtoms;
  }

  /** The insurance fund received atoms, or paid them (negative). */
  fundChanged(atoms: number): void {
    if (atoms < 0) this.#paidAtoms -= atoms;
    else this.#receivedAtoms += atoms;
  }

  /** Atoms of an account's deficit stayed uncovered. */
  fellShort(atoms: number): void {
    this.#shortfallAtoms += atoms;
  }

  /** An account was charged atoms of another's deficit. */
  shared(atoms: number): void {
    this.#sharedAtoms += atoms;
  }

  /** The numbers in the order in which they are shown; none for a venue that settles nothing. */
  values(scoredFromUs: number): readonly MetricValue[] {
    const { name: subject, settle: unit, settleScale } = this.#venue;
    if (unit === '') return [];
    const anyClosed = this.#peakMinute >= 0;
    const peak = anyClosed ? this.#peakNotional / this.#liquidatedNotional : NaN;
    const peakAt = anyClosed ? { atUs: this.#peakMinute * MINUTE_US } : {};
    const firstAt = Number.isNaN(this.#firstUs) ? {} : { atUs: this.#firstUs };
    const discount = this.#auctionedNotional > 0 ? this.#discounted / this.#auctionedNotional : NaN;
    const seconds = (this.#firstUs - scoredFromUs) / 1_000_000;
    return [
      { subject, name: 'liquidatedAccounts', value: this.#liquidated.size, unit: 'accounts' },
      { subject, name: 'liquidatedNotional', value: this.#liquidatedNotional, unit },
      { subject, name: 'forcedNotional', value: this.#forcedNotional, unit },
      { subject, name: 'firstLiquidation', value: seconds, unit: 's', ...firstAt },
      { subject, name: 'peakMinute', value: peak, unit: 'fraction', ...peakAt },
      { subject, name: 'takeoverNotional', value: this.#fundTook + this.#vaultTook, unit },
      { subject, name: 'fundTook', value: this.#fundTook, unit },
      { subject, name: 'vaultTook', value: this.#vaultTook, unit },
      { subject, name: 'auctionedNotional', value: this.#auctionedNotional, unit },
      { subject, name: 'auctionDiscount', value: discount, unit: 'fraction' },
      { subject, name: 'deleveragedAccounts', value: this.#deleveraged.size, unit: 'accounts' },
      { subject, name: 'deleveragedNotional', value: this.#deleveragedNotional, unit },
      { subject, name: 'deleveragedLoss', value: this.#deleveragedLoss, unit },
      { subject, name: 'deleveragedDeficit', value: this.#deleveragedDeficitAtoms / settleScale, unit },
      { subject, name: 'insuranceStart', value: this.#insuranceStart, unit },
      { subject, name: 'insuranceReceived', value: this.#receivedAtoms / settleScale, unit },
      { subject, name: 'insuranceUsed', value: this.#paidAtoms / settleScale, unit },
      { subject, name: 'insuranceLeft', value: this.#venue.insuranceBalance(), unit },
      { subject, name: 'socialisedLoss', value: this.#sharedAtoms / settleScale, unit },
      { subject, name: 'badDebt', value: this.#shortfallAtoms / settleScale, unit },
    ];
  }

  #closed(timeUs: number, notional: number): void {
    const minute = Math.floor(timeUs / MINUTE_US);
    if (minute !== this.#minute) {
      this.#minute = minute;
      this.#minuteNotional = 0;
    }
    this.#liquidatedNotional += notional;
    this.#minuteNotional += notional;
    if (this.#minuteNotional > this.#peakNotional) {
      this.#peakNotional = this.#minuteNotional;
      this.#peakMinute = minute;
    }
  }
}
