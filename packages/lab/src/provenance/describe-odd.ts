import { VERSION, scenarioHash } from '@ebb/engine';
import { concepts } from './odd/concepts.ts';
import { entities } from './odd/entities.ts';
import { initialisation, inputData } from './odd/initialisation.ts';
import { purpose } from './odd/purpose.ts';
import { scheduling } from './odd/scheduling.ts';
import { submodels } from './odd/submodels.ts';
import type { Described } from './odd/described.ts';

/**
 * Describes a scenario in Markdown by the ODD protocol (Overview, Design concepts, Details: Grimm et al., Ecological Modelling
 * 198, 2006, and 221, 2010; JASSS 23(2) 7, 2020). All of it is read from the scenario and from what its plugins say of
 * themselves; the same scenario gives the same text.
 */
export function describeOdd(described: Described): string {
  const { scenario } = described.plan;
  const head = `# ${scenario.title}: description of the model

\`${scenario.name}\`, scenario hash \`${scenarioHash(scenario)}\`, Ebb ${VERSION}. This description follows the ODD protocol (Overview, Design concepts, Details)
for individual- and agent-based models (Grimm et al. 2006, 2010), as updated by Grimm et al. (2020). It is generated from the scenario
and from the declarations of its plugins.

`;
  const sections = [purpose, entities, scheduling, concepts, initialisation, inputData, submodels];
  return `${(head + sections.map((section) => section(described)).join('')).replaceAll(/\n{3,}/g, '\n\n').trimEnd()}\n`;
}
