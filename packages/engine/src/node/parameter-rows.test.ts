import { expect, test } from '@jest/globals';
import { p, parameters } from '@ebb/sdk';
import { parameterRows } from './parameter-rows.ts';

test('parameters are told with unit, range, default and what they do', () => {
  const params = parameters({
    share: p.fraction({ describe: 'How much of it.', min: 0, max: 1, default: '10%' }),
    wait: p.duration({ describe: 'How long', default: { lognormal: { median: '2 s', sigma: 0.5 } } }),
    count: p.integer({ describe: 'How many.', min: 1 }),
    cash: p.number({ describe: 'What it holds.', unit: 'USDT', default: 5 }),
    where: p.market({ describe: 'Where it trades.' }),
    side: p.side({ describe: 'Which way.', default: 'buy' }),
    bold: p.flag({ describe: 'Whether it dares.', default: false }),
    weights: p.list(p.number({ describe: 'One.' }), { describe: 'How they weigh.', default: [1, 2] }),
    steps: p.list(p.object({ at: p.fraction({ describe: 'From where on.' }) }), { describe: 'By steps.' }),
    spot: p.object({ fee: p.fraction({ describe: 'What it costs.' }) }, { describe: 'For spot.' }).optional(),
  });
  expect(parameterRows({ params })).toEqual([
    { name: 'share', unit: 'fraction', range: 'from 0 to 1', default: '10%', summary: 'How much of it.' },
    {
      name: 'wait',
      unit: 'ms',
      range: 'of at least 0 ms',
      default: '{lognormal: {median: 2 s, sigma: 0.5}}',
      summary: 'How long.',
    },
    { name: 'count', unit: 'whole number', range: 'of at least 1', summary: 'How many.' },
    { name: 'cash', unit: 'USDT', range: '', default: '5', summary: 'What it holds.' },
    { name: 'where', unit: 'market', range: '', summary: 'Where it trades.' },
    { name: 'side', unit: 'word', range: 'buy, sell', default: 'buy', summary: 'Which way.' },
    { name: 'bold', unit: 'true or false', range: '', default: 'false', summary: 'Whether it dares.' },
    { name: 'weights', unit: 'list', range: '', default: '[1, 2]', summary: 'How they weigh.' },
    { name: 'steps', unit: 'list', range: '', summary: 'By steps.' },
    { name: 'steps[].at', unit: 'fraction', range: '', summary: 'From where on.' },
    { name: 'spot', unit: 'map', range: '', default: 'none', summary: 'For spot.' },
    { name: 'spot.fee', unit: 'fraction', range: '', summary: 'What it costs.' },
  ]);
});
