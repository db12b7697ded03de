import { MAX_VENUES } from '@ebb/exchange';
import { POLICY_SLOTS, problemAt } from './scenario/index.ts';
import type { Path, PolicySlot, Problem, Scenario, Sources, VenueSpec } from './scenario/index.ts';

/** The rules that a venue with perpetuals cannot do without; it also may have `funding` and `disposal`. */
const NEEDED: readonly PolicySlot[] = ['margin', 'liquidation', 'lossAbsorption', 'deleveraging', 'index', 'mark'];
/** The rules that any venue may have. */
const ANYWHERE: readonly PolicySlot[] = ['observation', 'transfer', 'withdrawal', 'deposit', 'fees', 'latency'];
/** The rules of what goes from one venue to another. */
const BETWEEN: readonly PolicySlot[] = ['withdrawal', 'deposit'];

/** Finds the rules that venues lack, and those that nothing would play. */
export function checkRules({ venues }: Scenario, sources: Sources): readonly Problem[] {
  const entries = Object.entries(venues);
  const problems = entries.flatMap(([name, spec]) => checkVenue(spec, ['venues', name], sources));
  if (entries.length > MAX_VENUES) {
    const mistake = { expected: `at most ${MAX_VENUES} venues`, found: `${entries.length}` };
    problems.push(problemAt(sources.keyAt(['venues']), ['venues'], mistake));
  }
  if (entries.length === 1) problems.push(...checkAlone(entries[0], sources));
  return problems;
}

/** Finds the rules for transfers between venues of a world that has one venue. */
function checkAlone([name, { policies }]: readonly [string, VenueSpec], sources: Sources): readonly Problem[] {
  return BETWEEN.filter((rule) => policies[rule] !== undefined).map((rule) => {
    const at = ['venues', name, rule];
    const sentence = `'${rule}' is for transfers between venues, and there is no other venue than ${name}`;
    return problemAt(sources.keyAt(at), at, { expected: 'another venue', found: 'one venue', sentence });
  });
}

function checkVenue(spec: VenueSpec, path: Path, sources: Sources): Problem[] {
  const problem = (at: Path, expected: string, found: string, sentence: string): Problem =>
    problemAt(sources.keyAt(at), at, { expected, found, sentence });
  if (Object.values(spec.instruments).some(({ kind }) => kind === 'perp')) {
    const missing = NEEDED.filter((rule) => spec.policies[rule] === undefined).map((rule) =>
      problem(path, rule, 'nothing', `the venue lists perpetuals and so needs the rule '${rule}'`),
    );
    const settled = [spec.settle, ...Object.values(spec.instruments).flatMap(({ settle }) => settle ?? [])];
    const idle = Object.keys(spec.insurance).filter((asset) => !settled.includes(asset));
    const unused = idle.map((asset) => {
      const sentence = `the insurance fund pays in ${spec.settle}, in which the venue settles, not in ${asset}`;
      return problem([...path, 'insurance', asset], spec.settle, `'${asset}'`, sentence);
    });
    return [...missing, ...unused];
  }
  const unplayed = POLICY_SLOTS.filter((rule) => spec.policies[rule] !== undefined && !ANYWHERE.includes(rule));
  const others = ['insurance', 'vault', 'marginModes', 'collateral'] as const;
  const idle = [...unplayed, ...others.filter((key) => Object.keys(spec[key] ?? {}).length > 0)];
  return idle.map((key) => {
    const sentence = `'${key}' is for venues with perpetuals, and this one lists none`;
    return problem([...path, key], 'a perpetual', 'spot markets', sentence);
  });
}
