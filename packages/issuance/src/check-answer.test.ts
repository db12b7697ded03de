import { expect, test } from '@jest/globals';
import { checkAnswer } from './check-answer.ts';

const fails = (move: { readonly amount: number }): void => {
  if (Number.isNaN(move.amount)) throw new RangeError('a move of NaN');
};
const move = (amount: number): object => ({ asset: 'COIN', amount, from: 'supply', to: 'requester' });

test.each<[string, unknown]>([
  ['mint', { moves: [move(1)] }],
  ['redeem', { moves: [], done: () => {} }],
  ['act', { wait: true }],
  ['mint', { refuse: 'unsupported' }],
  ['upkeep', [move(1)]],
  ['backing', { assets: 1, liquid: 0, liabilities: 1 }],
  ['parity', 1.02],
  ['positions', []],
  ['start', undefined],
])('%s may return %j', (method, result) => {
  expect(() => checkAnswer(method, result, fails)).not.toThrow();
});

test.each<[string, unknown, string]>([
  ['mint', undefined, 'mint() has to return {moves}, {wait: true} or {refuse}, not undefined'],
  ['redeem', { moves: 5 }, 'redeem() has to return {moves}, {wait: true} or {refuse}, not {moves: 5}'],
  ['act', { wait: false }, 'act() has to return {moves}, {wait: true} or {refuse}, not {wait: false}'],
  [
    'mint',
    { refuse: 'because' },
    'a refusal that is one of unsupported, tooSmall, unsafe, ceiling, closed, outbid, unknown',
  ],
  ['mint', { moves: [], done: 1 }, "a function as 'done', not {moves: […], done: 1}"],
  ['mint', { moves: [move(NaN)] }, 'a move of NaN'],
  ['upkeep', 5, 'upkeep() has to return a list of moves, not 5'],
  ['upkeep', [move(NaN)], 'a move of NaN'],
  ['backing', { assets: Infinity, liquid: 0, liabilities: 0 }, 'finite assets, liquid and liabilities'],
  ['parity', 'one', 'parity() has to return a finite number, not one'],
  ['positions', null, 'positions() has to return a list of debtors, not null'],
])('%s may not return %j', (method, result, sentence) => {
  expect(() => checkAnswer(method, result, fails)).toThrow(sentence);
});
