import { expect, test } from '@jest/globals';
import type { Selection } from './selection.ts';
import { selectionText } from './selection-text.ts';

const selection: Selection = {
  method: 'KN',
  goal: 'max',
  delta: 0.01,
  confidence: 0.95,
  best: 'redemptionAware',
  reached: true,
  variants: [
    {
      variant: 'asWas',
      mean: 0.7,
      sd: 0.05,
      replicates: 20,
      played: 20,
      failed: 0,
      screened: { after: 20, by: 'redemptionAware' },
    },
    { variant: 'redemptionAware', mean: 0.784, sd: 0.055, replicates: 61, played: 80, failed: 2 },
  ],
};

test('a choice is told with its guarantee, and what each variant took', () => {
  const text = selectionText(selection, 'lowestRatio', 'fraction');
  expect(text).toContain(
    'redemptionAware has the highest mean of lowestRatio with P ≥ 95 %, unless another is within 1 point of it (KN).',
  );
  expect(text).toMatch(/asWas +│ +70\.0 % │ +5\.0 points │ +20 │ +0 │ after 20, behind redemptionAware/);
  expect(text).toMatch(/redemptionAware │ +78\.40 % │ +5\.50 points │ +61 │ +2 │ +│/);
});

test('a choice whose replicates ran out claims no guarantee', () => {
  const text = selectionText({ ...selection, method: 'OCBA', reached: false, probability: 0.8999 }, 'low', 'USDT');
  expect(text).toContain(
    'redemptionAware has the highest mean of low so far, but the replicates ran out before that was sure to 95 % (OCBA).',
  );
});

test('a choice by OCBA says that its probability is an estimate, and never more of it', () => {
  const text = selectionText({ ...selection, method: 'OCBA', probability: 0.95999 }, 'low', 'USDT');
  expect(text).toContain('with P = 95.9 % as estimated, where less than 0.01 USDT counts as that far (OCBA).');
});
