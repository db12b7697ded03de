import { simulate } from '@ebb/engine';
import { nodeHost, openScenario } from '@ebb/engine/node';

/**
 * Facts and intents a second of a whole run, by all processor time that the process takes from a read scenario to the result,
 * building and compiling included: what one core would do. Columns that are recorded are handed over and dropped.
 */
export async function measure({ scenario, until, record, audit }) {
  const set = [`until=${until}`, 'warmup=1 min'];
  const { loaded, plugins, load } = await openScenario({ scenario, set });
  const before = process.cpuUsage();
  const host = { ...nodeHost(), load };
  const { manifest, timings } = await simulate(loaded, { seed: 1, plugins, host, record, audit });
  const { user, system } = process.cpuUsage(before);
  if (manifest.status !== 'completed') throw new Error(`the run ${manifest.status}: ${manifest.fault?.message}`);
  const millions = (manifest.events / 1e6).toFixed(2);
  const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  return {
    value: manifest.events / ((user + system) / 1e6),
    note: `${millions} M events in ${timings.wallSeconds.toFixed(1)} s of the clock, peak ${peakMiB} MiB`,
  };
}
