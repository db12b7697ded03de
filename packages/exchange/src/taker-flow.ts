/** What takers have bought and sold on one market since the start, in ticks × lots, and what of it was forced. */
export class TakerFlow {
  /** By side: sold, bought. */
  readonly totals: [number, number] = [0, 0];
  readonly forcedOrigins: number[] = [];
  readonly forcedSides: number[] = [];
  readonly forcedAmounts: number[] = [];

  /** Takes note of a fill; `forcedOrigin` is the origin of a forced order, 0 of any other. */
  note(takerSide: number, ticksLots: number, forcedOrigin: number): void {
    this.totals[takerSide > 0 ? 1 : 0] += ticksLots;
    if (forcedOrigin === 0) return;
    this.forcedOrigins.push(forcedOrigin);
    this.forcedSides.push(takerSide);
    this.forcedAmounts.push(ticksLots);
  }
}
