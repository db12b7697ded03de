import type { Scenario } from './scenario.ts';

/** Parts that say what a scenario is called and what it is judged by, not what is played. */
const LEFT_OUT = new Set(['name', 'title', 'description', 'targets']);

/**
 * Writes what a scenario plays as one text that is the same however its files were ordered, split or named: JSON with
 * sorted keys, without name, title, description, targets and the places of plugins. Two equal texts are the same experiment.
 */
export function canonicalScenario(scenario: Scenario): string {
  const played = Object.entries(scenario).filter(([key]) => !LEFT_OUT.has(key));
  return canonical({ ...Object.fromEntries(played), plugins: scenario.plugins.map(({ spec }) => spec) });
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const map = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(map)
    .filter((key) => map[key] !== undefined)
    .sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(map[key])}`).join(',')}}`;
}
