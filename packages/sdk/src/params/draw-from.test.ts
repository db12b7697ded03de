import { describe, expect, test } from '@jest/globals';
import { parseDistribution } from './distribution.ts';
import { drawFrom, drawParams } from './draw-from.ts';
import { p, parameters } from './p.ts';
import type { DrawSource } from './draw-from.ts';
import type { NumberForm } from './number-reader.ts';

/** A source whose draws say what was asked of it, so that a test sees which draw was taken with which figures. */
function scripted(value: number): DrawSource & { readonly calls: string[] } {
  const calls: string[] = [];
  const say = (call: string): number => {
    calls.push(call);
    return value;
  };
  return {
    calls,
    uniform: () => say('uniform'),
    uniformIn: (lo, hi) => say(`uniformIn ${lo} ${hi}`),
    normal: (mean, sd) => say(`normal ${mean} ${sd}`),
    lognormal: ({ median, sigma }) => say(`lognormal ${median} ${sigma}`),
    exponential: (mean) => say(`exponential ${mean}`),
    poisson: (mean) => say(`poisson ${mean}`),
    pareto: ({ min, alpha }) => say(`pareto ${min} ${alpha}`),
    choice: <T>(items: readonly T[], weights?: readonly number[]): T => {
      calls.push(`choice ${items.join(',')} ${weights?.join(',') ?? 'equal'}`);
      return items[items.length - 1] as T;
    },
  };
}

function drawn(written: unknown, form: NumberForm | NumberForm['kind'], value: number): readonly [number, string[]] {
  const reading = parseDistribution(written, form);
  if (!reading.ok) throw new Error(reading.sentence);
  const rng = scripted(value);
  return [drawFrom(reading.value, rng), rng.calls];
}

describe('drawFrom', () => {
  test('asks for the draw that was declared, in base units', () => {
    expect(drawn({ uniform: ['1%', '5%'] }, 'fraction', 0.02)).toEqual([0.02, ['uniformIn 0.01 0.05']]);
    expect(drawn({ normal: { mean: '1 s', sd: '2 ms' } }, 'duration', 7)).toEqual([7, ['normal 1000 2']]);
    expect(drawn({ lognormal: { median: '1%', sigma: 0.6 } }, 'fraction', 3)).toEqual([3, ['lognormal 0.01 0.6']]);
    expect(drawn({ exponential: { mean: 4 } }, 'number', 3)).toEqual([3, ['exponential 4']]);
    expect(drawn({ pareto: { min: 2, alpha: 1.5 } }, 'number', 3)).toEqual([3, ['pareto 2 1.5']]);
    expect(drawn({ poisson: { mean: 4 } }, 'number', 3)).toEqual([3, ['poisson 4']]);
    expect(drawn({ choice: { values: [1, 2], weights: [3, 1] } }, 'number', 0)).toEqual([2, ['choice 1,2 3,1']]);
  });

  test('holds a draw to its own limits and to the range of the parameter', () => {
    const normal = { normal: { mean: 0, sd: 1 } };
    expect(drawn({ ...normal, max: 2 }, 'number', 5)[0]).toBe(2);
    expect(drawn({ ...normal, min: -2 }, 'number', -5)[0]).toBe(-2);
    expect(drawn(normal, { kind: 'fraction', min: 0, max: 1 }, 1.5)[0]).toBe(1);
    expect(drawn(normal, { kind: 'integer', min: 0 }, 2.6)[0]).toBe(3);
    expect(drawn(normal, { kind: 'integer', min: 0 }, -2.6)[0]).toBe(0);
  });
});

describe('drawParams', () => {
  const declared = parameters({
    size: p.number({ describe: 'size' }),
    side: p.side({ describe: 'side' }),
    levels: p.list(p.object({ depth: p.fraction({ describe: 'depth' }) }), { describe: 'levels' }),
  });

  test('takes every draw from the stream of its own path and leaves plain values alone', () => {
    const params = declared.parse({
      size: { exponential: { mean: 2 } },
      side: { choice: ['buy', 'sell'] },
      levels: [{ depth: '1%' }, { depth: { uniform: [0, 1] } }],
    });
    const paths: string[] = [];
    const result = drawParams(params, (path) => {
      paths.push(path);
      return scripted(0.5);
    });
    expect(result).toEqual({ size: 0.5, side: 'sell', levels: [{ depth: 0.01 }, { depth: 0.5 }] });
    expect(paths).toEqual(['size', 'side', 'levels.1.depth']);
  });
});
