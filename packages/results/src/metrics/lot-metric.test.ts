import { backing, lotOffered, lotSold } from '@ebb/sdk';
import { expect, test } from '@jest/globals';
import { measured } from '../../test/measured.ts';
import { LotMetric } from './lot-metric.ts';

const ATOM = 1;

test('tells how many lots went, how many for nothing, and counts one that began again once', () => {
  const found = measured(new LotMetric(), (run) => {
    run.debtors.push({ account: 3, asset: 'USDT', collateral: 9, debt: 1.5, health: 1 });
    run.tell(lotOffered, 50, ATOM, 1, 0, 1000, 900, 0);
    run.tell(lotSold, 55, ATOM, 3, 1, 0, 1000, 900, 1);
    for (const lot of [2, 3, 4]) run.tell(lotOffered, 70, ATOM, lot, 0, 1000, 900, 0);
    run.tell(lotSold, 75, ATOM, 3, 2, 0, 1000, 0, 1);
    run.tell(lotSold, 80, ATOM, 3, 3, 0, 600, 500, 0);
    run.tell(lotSold, 81, ATOM, 3, 3, 0, 400, 300, 1);
    run.tell(lotSold, 85, ATOM, 9, 4, 0, 0, 0, 1);
    run.tell(lotOffered, 85, ATOM, 5, 0, 1000, 900, 0);
    run.tell(backing, 90, ATOM, 1, 1, 1, 1, 4_000_000, 0, 0);
  });
  expect(found).toEqual({
    'ATOM.lotsOffered': '3 lots',
    'ATOM.lotsSold': '2 lots',
    'ATOM.lotsForNothing': '0.5 fraction',
    'ATOM.lotsPaid': '0.0008 ATOM',
    'ATOM.lotsWorth': '0.2 USDT',
    'ATOM.lotsLost': '0.1 USDT',
    'ATOM.owedByNobody': '2.5 ATOM',
  });
});

test('says nothing of a coin without lots', () => {
  expect(measured(new LotMetric(), () => undefined)).toEqual({});
});
