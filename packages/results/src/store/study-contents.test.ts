import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { MANIFEST, allRuns, studyRun } from '../../test/study-runs.ts';
import { temporaryFolder } from '../../test/temporary-folder.ts';
import type { StudyManifest } from '../study/study-manifest.ts';
import type { StudyRun } from '../study/study-run.ts';
import { StudyFolder } from './study-folder.ts';

// Each file is flushed to the disk, which takes its time on a busy machine.
jest.setTimeout(60_000);

const create = (manifest: StudyManifest = MANIFEST): Promise<StudyFolder> =>
  StudyFolder.create(temporaryFolder(), manifest);

describe('what a study keeps', () => {
  test('are names and numbers of any kind, in chunks and in a table', async () => {
    const word = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(`it's "a" \\ b/c`, '', '\0', "'); drop --", '%s'),
    );
    const number = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -0, 5e-324, 2 ** 53));
    const some = fc.record({
      variants: fc.uniqueArray(word, { minLength: 2, maxLength: 2 }),
      axis: word.filter(
        (name) => !/^(run|point|variant|seed|status|trace_hash|events|error.*)$/i.test(name) && name !== '',
      ),
      values: fc.array(fc.tuple(word, number, word), { minLength: 4, maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(some, async ({ variants, axis, values }) => {
        const axes = [
          { name: `${axis} x`, kind: 'text' },
          { name: `${axis} y`, kind: 'number' },
        ] as const;
        const folder = await create({ ...MANIFEST, axes, variants, points: 2, replicates: 1 });
        const runs = values.map(([text, value, message], at): StudyRun => ({
          ...studyRun(at >> 1, variants[at & 1]!, 1),
          values: { [`${axis} x`]: text, [`${axis} y`]: value },
          metrics: [{ subject: `${axis}/m`, name: 'low', value, unit: text, ...(at === 1 ? { atUs: 7 } : {}) }],
          ...(at === 3 ? { fault: { message } } : {}),
        }));
        for (const run of runs) await folder.write([run], 1);
        const names = [`${axis} x`, `${axis} y`, `${axis}/m.low`, `${axis}/m.low.at`, 'error'];
        const seen = await folder.columns(names);
        expect(seen.texts.get(names[0]!)).toEqual(values.map(([text]) => text));
        expect([...seen.numbers.get(names[1]!)!]).toEqual(values.map(([, value]) => value));
        expect([...seen.numbers.get(names[2]!)!]).toEqual(values.map(([, value], at) => (at === 3 ? NaN : value)));
        expect([...seen.numbers.get(names[3]!)!]).toEqual([NaN, 7, NaN, NaN]);
        expect(seen.texts.get('error')![3]).toBe(values[3]![2]);
        await folder.finishIfWhole();
        const { units: _, ...then } = await folder.columns(names);
        const { units: __, ...before } = seen;
        expect(then).toEqual(before);
        expect((await folder.failures())[0]!.fault).toEqual({ message: values[3]![2] });
        const asked = await folder.query('select variant, count(*) from runs group by 1');
        expect(new Map(asked.rows as [string, number][])).toEqual(new Map(variants.map((name) => [name, 2])));
      }),
      { numRuns: 12 },
    );
  });

  test('are the same runs in the same file, whoever writes them, each once', async () => {
    const folder = await create();
    const runs = allRuns().slice(0, 5);
    await folder.write(runs, 1);
    await folder.write(runs.toReversed(), 1);
    await folder.write([...runs, ...runs], 1);
    const other = await create();
    await other.write(runs, 9);
    const names = (each: StudyFolder): readonly string[] => readdirSync(path.join(each.path, 'chunks'));
    expect(names(folder)).toHaveLength(1);
    expect(names(other)).toEqual(names(folder));
  });

  test('is a completed run rather than a failed one, whichever came first, and one failure of two', async () => {
    const fault = { message: 'no' };
    const folder = await create();
    await folder.write([studyRun(0, 'wide', 1), studyRun(0, 'wide', 2, { fault })], 1);
    await folder.write([studyRun(0, 'wide', 1, { fault }), studyRun(0, 'wide', 3, { fault })], 1);
    await folder.write([studyRun(0, 'wide', 2), studyRun(0, 'wide', 3, { fault: { message: 'no again' } })], 1);
    for (const each of [folder, await StudyFolder.open(folder.path)]) {
      expect(await each.state()).toMatchObject({ completed: 2, failed: 1, missing: 21 });
      const { rows } = await each.query('select seed, status from runs order by seed');
      expect(rows).toEqual([
        [1, 'completed'],
        [2, 'completed'],
        [3, 'failed'],
      ]);
      expect([...(await each.columns(['trades'])).numbers.get('trades')!]).toEqual([1, 2, NaN]);
      expect(await each.failures()).toHaveLength(1);
    }
    const told = await folder.failures();
    await folder.compact();
    expect(await folder.failures()).toEqual(told);
  });

  test('may be nothing', async () => {
    const folder = await create();
    await folder.write([], 1);
    expect(await folder.state()).toEqual({
      completed: 0,
      failed: 0,
      missing: 24,
      chunks: 0,
      bytes: 0,
      seconds: 0,
      corrupt: [],
    });
    expect(await folder.columns(['trades', 'drop'])).toMatchObject({ rows: 0 });
    expect(await folder.failures()).toEqual([]);
    expect((await folder.query('select count(*), max("drop") from runs')).rows).toEqual([[0, null]]);
    expect((await folder.query('select count(*) from failures')).rows).toEqual([[0]]);
    await folder.finishIfWhole();
    await folder.compact();
    await folder.dropFailures();
    expect(await (await StudyFolder.open(folder.path)).runs()).toEqual([]);
  });

  test('may be a few of very many, and is refused in words when it asks for more than fit', async () => {
    const folder = await create({ ...MANIFEST, points: 20_000_000, variants: ['wide'], replicates: 10 });
    const before = process.memoryUsage().arrayBuffers;
    await folder.write([studyRun(19_999_999, 'wide', 10), studyRun(0, 'wide', 1)], 1);
    expect(await folder.state()).toMatchObject({ completed: 2, missing: 200_000_000 - 2 });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(5_000_000);
    await expect(create({ ...MANIFEST, points: 1_000_000_000 })).rejects.toThrow(
      /^Cannot keep a study of 8,000,000,000 runs at /,
    );
  });

  test.each([
    ['point', studyRun(3, 'wide', 1)],
    ['variant', studyRun(0, 'narrow', 1)],
    ['seed', studyRun(0, 'wide', 5)],
    ['whole number', studyRun(0.5, 'wide', 1)],
  ])('is no run of another %s than the study asks for', async (_, run) => {
    const folder = await create();
    await expect(folder.write([studyRun(0, 'wide', 1), run], 1)).rejects.toMatchObject({
      code: 'badData',
      message: expect.stringContaining(
        'expected a point below 3, one of the variants wide, asWas, and a seed from 1 to 4',
      ),
    });
    expect((await folder.state()).chunks).toBe(0);
  });

  test('are no two columns of one name', async () => {
    const folder = await create();
    const metric = { name: 'low', value: 1, unit: '' };
    for (const metrics of [
      [{ ...metric, name: 'events' }],
      [{ ...metric, name: 'drop' }],
      [
        { ...metric, atUs: 1 },
        { ...metric, subject: 'low', name: 'at' },
      ],
    ]) {
      await expect(folder.write([studyRun(0, 'wide', 1, { metrics })], 1)).rejects.toThrow(
        /two columns would be called/,
      );
    }
    await folder.write([studyRun(0, 'wide', 1, { metrics: [metric, { ...metric, name: 'LOW', value: 2 }] })], 1);
    await folder.write([studyRun(0, 'wide', 2, { metrics: [{ ...metric, name: 'LOW', value: 3 }] })], 1);
    expect([...(await folder.columns(['LOW'])).numbers.get('LOW')!]).toEqual([2, 3]);
    await expect(folder.query('select 1')).rejects.toThrow('SQL would take LOW for low.');
    await folder.compact();
    expect((await folder.query('select seed, "LOW" from runs order by 1')).rows).toEqual([
      [1, 2],
      [2, 3],
    ]);
  });

  test('takes of another study what it was told to, some thousand runs at a time, with what they took', async () => {
    const many = { ...MANIFEST, points: 300, replicates: 10 };
    const from = await create(many);
    await from.write(allRuns(many), 600);
    const to = await create({ ...many, key: 'f'.repeat(16), variants: ['asWas', 'wide'] });
    await to.write([studyRun(0, 'wide', 1)], 1);
    const wanted = new Map(allRuns(many).map((run) => [run.run, [run]]));
    expect(await to.adopt(from, wanted, (point) => studyRun(point, '', 0).values)).toHaveLength(6000);
    expect(await to.state()).toMatchObject({ completed: 6000, missing: 0 });
    expect((await to.state()).seconds).toBeCloseTo(600.9);
    expect(await to.runs()).toEqual(await (await ownOf(many)).runs());
  });
});

async function ownOf(many: StudyManifest): Promise<StudyFolder> {
  const own = await create({ ...many, variants: ['asWas', 'wide'] });
  await own.write(allRuns(many), 1);
  return own;
}
