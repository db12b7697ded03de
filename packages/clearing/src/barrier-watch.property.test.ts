import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ToyBook } from '../test/toy-book.ts';
import type { ToyCertainty, ToyPrice } from '../test/toy-book.ts';
import { BarrierWatch } from './barrier-watch.ts';
import type { MarginWatch } from './margin-watch.ts';
import { RescanWatch } from './rescan-watch.ts';

const UNITS = 6;
const FIRST = 1_000;
const CERTAINTY: readonly ToyCertainty[] = ['tight', 'tight', 'tight', 'both sides', 'both sides', 'none'];
const TERMS: readonly ToyPrice[] = [
  { kind: 'perp', tiers: [[0, 50]] },
  { kind: 'perp', tiers: [[0, 4], [20_000, 25], [60_000, 125]] }, // prettier-ignore
  { kind: 'holding', tiers: [[0, 950], [30_000, 800], [80_000, 0]] }, // prettier-ignore
  { kind: 'holding', tiers: [[0, 700]] },
];

/** One thing that happens: what, to which unit or price, and how much, from −500 to 500. */
type Step = readonly [what: 'trade' | 'deposit' | 'move' | 'jump' | 'crash' | 'blind', which: number, amount: number];

const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom('trade', 'trade', 'deposit', 'move', 'move', 'move', 'move', 'jump', 'crash', 'blind'),
  fc.nat(UNITS * TERMS.length - 1),
  fc.integer({ min: -500, max: 500 }),
);

/** Plays steps on books of their own and writes down who fails when; every second one is liquidated, in part or in whole. */
function play(steps: readonly Step[], isWhole: boolean, makeWatch: (book: ToyBook) => MarginWatch): string[] {
  const book = new ToyBook(TERMS, [FIRST, FIRST, FIRST, FIRST], CERTAINTY);
  for (let unit = 0; unit < UNITS; unit++) {
    book.deposit(unit, 20_000);
    book.trade(unit, unit % TERMS.length, unit % 2 === 0 ? 60 : -60);
    book.trade(unit, (unit * 3 + 1) % TERMS.length, 30);
  }
  const watch = makeWatch(book);
  const told: string[] = [];
  steps.forEach((each, at) => {
    const moved = apply(book, each, isWhole);
    const failing = watch.failing(moved);
    if (failing.length > 0) told.push(`${at}: ${failing.join(' ')}`);
    for (const unit of failing) if ((unit + at) % 2 === 0) book.close(unit, at % 3 === 0 ? 1 : 0.5);
  });
  return told;
}

/** Does one thing; returns the prices that it moved. */
function apply(book: ToyBook, [what, which, amount]: Step, isWhole: boolean): number[] {
  const unit = which % UNITS;
  const price = which % TERMS.length;
  const scale = (factor: number, index: number): void => {
    const at = book.prices[index] > 0 ? book.prices[index] : FIRST;
    book.prices[index] = Math.max(1, isWhole ? Math.round(at * factor) : at * factor);
  };
  if (what === 'trade') book.trade(unit, Math.floor(which / UNITS), Math.round(amount / 10));
  else if (what === 'deposit') book.deposit(unit, amount * 20);
  else if (what === 'move') scale(1 + amount / 5_000, price);
  else if (what === 'jump') scale(amount > 0 ? 1 + amount / 250 : 1 + amount / 625, price);
  else if (what === 'blind') book.prices[price] = amount > 0 ? 0 : NaN;
  else book.prices.forEach((_, index) => scale(1 - Math.abs(amount) / 1_000, index));
  if (what === 'crash') return book.prices.map((_, index) => index);
  return what === 'trade' || what === 'deposit' ? [] : [price];
}

test.each([
  ['whole', true, 6_000],
  ['broken', false, 6_000],
])('barriers and rescan name the same units at the same instants, prices in %s numbers', (_, isWhole, numRuns) => {
  let named = 0;
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
      const plain = play(steps, isWhole, (book) => new RescanWatch(book));
      expect(play(steps, isWhole, (book) => new BarrierWatch(book))).toEqual(plain);
      named += plain.length;
    }),
    { numRuns },
  );
  expect(named).toBeGreaterThan(numRuns);
});
