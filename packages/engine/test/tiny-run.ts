import { simulate } from '../src/index.ts';
import { tinyPlugins } from './tiny-plugins.ts';
import { loadTiny } from './tiny-world.ts';

/** Plays the tiny scenario and says what must be the same wherever it is played. */
export async function tinyRun(): Promise<string> {
  const loaded = await loadTiny(['median: 2000', 'median: = 1000 + 2 * 500']);
  const { manifest, metrics, verdict } = await simulate(loaded, { seed: 3, plugins: tinyPlugins(), record: 'all' });
  return JSON.stringify({ manifest, verdict, metrics: metrics.map(({ value, ...rest }) => [rest, String(value)]) });
}
