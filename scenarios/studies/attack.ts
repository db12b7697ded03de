/**
 * What does it take to break a small market? Someone sells a heap of coins into it; the search finds the least that takes the price
 * below a mark in half of the evenings: `node --import @ebb/engine/typescript scenarios/studies/attack.ts [--small] [--mark 98]`.
 */
import path from 'node:path';
import { parseArgs } from 'node:util';
import { attack, keptLocal, trialsPlayer } from '@ebb/lab';

const { values } = parseArgs({
  options: { small: { type: 'boolean' }, store: { type: 'string' }, mark: { type: 'string', default: '98' } },
});
const { small = false, store = 'runs/search', mark } = values;
const heap = 'agents.attacker.wallets.usd.COIN';

const executor = keptLocal();
const play = await trialsPlayer({
  request: { scenario: path.join(import.meta.dirname, '../tutorial.yaml'), plugins: [] },
  executor,
  store,
});
const found = await attack({
  play,
  goal: { breaks: `COIN/USD@usd.low < ${mark}` },
  cost: heap,
  axes: {
    [heap]: { from: 50, to: 5000, log: true, step: 10 },
    'agents.attacker.params.slices': { from: 1, to: 40, integer: true },
  },
  // Sells when news comes that would hardly move the price.
  changes: {
    'shocks.bad-news.params.drop': '1%',
    'agents.attacker': {
      use: 'panic-seller',
      wallets: { usd: { COIN: 50 } },
      params: { market: 'COIN/USD@usd', trigger: '100%', slices: 1, sliceGap: '5 s' },
    },
  },
  ...(small ? { replicates: 2, finalReplicates: 6, maxTrials: 12 } : {}),
  onRound: (runs) => process.stderr.write(`${runs} runs\r`),
});
console.log(found.text);
await executor.close();
