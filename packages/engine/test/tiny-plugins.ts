import type { Plugin } from '@ebb/sdk';
import { crowdPlugin, idlerPlugin, traderPlugin } from './tiny-agents.ts';
import { rulePlugins } from './tiny-rules.ts';

/** All that the tiny scenario uses. */
export function tinyPlugins(): readonly Plugin[] {
  return [traderPlugin(), idlerPlugin, crowdPlugin(), ...rulePlugins];
}
