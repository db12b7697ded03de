import type { RunFault } from '@ebb/kernel';
import type { PlannedPlugin } from './plan.ts';
import { BadInput, problemAt } from './scenario/index.ts';
import type { Sources } from './scenario/index.ts';

/** Says what is wrong with a plugin where the scenario uses it: with what it was given, or with what it gave back. */
export function badPlugin(
  { plugin, path }: Pick<PlannedPlugin, 'plugin' | 'path'>,
  sources: Sources,
  said: string,
): BadInput {
  const mistake = { expected: 'what can be played', found: said, sentence: `'${plugin.name}' ${said}` };
  return new BadInput([problemAt(sources.at([...path, 'params']), path, mistake)]);
}

/** Says that a plugin's constructor refuses the parameters that the scenario gives it. */
export function refusedParams(planned: PlannedPlugin, sources: Sources, { original }: RunFault): BadInput {
  const said = original instanceof Error ? original.message : String(original);
  return badPlugin(planned, sources, `refuses its parameters: ${said}`);
}
