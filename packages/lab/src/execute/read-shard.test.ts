import { describe, expect, test } from '@jest/globals';
import { readShard, shardFromEnvironment } from './read-shard.ts';

describe('which part of a study a process plays', () => {
  test.each([
    ['1/3', { index: 1, of: 3 }],
    [' 3 / 3 ', { index: 3, of: 3 }],
    ['1/1', { index: 1, of: 1 }],
  ])('is read from %j', (text, shard) => {
    expect(readShard(text, {})).toEqual(shard);
  });

  test.each([
    ['0/3', 'there is no part 0 of 3: a shard is i/n with whole numbers, i from 1 to n, such as 1/3, 2/3 and 3/3'],
    ['4/3', 'there is no part 4 of 3'],
    ['1/0', 'there is no part 1 of 0'],
    ['a/b', "a shard is written i/n, such as 1/3, or auto, not 'a/b'"],
    ['', "a shard is written i/n, such as 1/3, or auto, not ''"],
    ['1', "not '1'"],
    ['-1/3', "not '-1/3'"],
    ['1.5/3', "not '1.5/3'"],
    ['99999999999999999999/99999999999999999999', 'there is no part'],
    ['auto', 'no scheduler says which shard this is'],
  ])('is not read from %j', (text, sentence) => {
    expect(() => readShard(text, {})).toThrow(sentence);
  });

  /** https://slurm.schedmd.com/job_array.html, "Job ID and Environment Variables". */
  test.each([
    ['--array=1-3', { ID: '2', MIN: '1', MAX: '3', COUNT: '3' }, { index: 2, of: 3 }],
    ['--array=0-9', { ID: '9', MIN: '0', MAX: '9', COUNT: '10', STEP: '1' }, { index: 10, of: 10 }],
    ['--array=10-50:20', { ID: '30', MIN: '10', MAX: '50', COUNT: '3', STEP: '20' }, { index: 2, of: 3 }],
  ])('is what Slurm says of %s', (_, told, shard) => {
    const named = Object.entries(told).map(([name, value]) => [`SLURM_ARRAY_TASK_${name}`, value]);
    expect(shardFromEnvironment(Object.fromEntries(named))).toEqual(shard);
  });

  test('is what Kubernetes and GitLab say', () => {
    expect(shardFromEnvironment({ JOB_COMPLETION_INDEX: '0', JOB_COMPLETIONS: '8' })).toEqual({ index: 1, of: 8 });
    expect(shardFromEnvironment({ CI_NODE_INDEX: '2', CI_NODE_TOTAL: '5' })).toEqual({ index: 2, of: 5 });
    expect(readShard('auto', { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '5' })).toEqual({ index: 2, of: 5 });
    expect(shardFromEnvironment({ SLURM_ARRAY_TASK_ID: '' })).toBeUndefined();
  });

  test.each([
    [
      { SLURM_ARRAY_TASK_ID: '7', SLURM_ARRAY_TASK_MIN: '1', SLURM_ARRAY_TASK_COUNT: '3' },
      'task 7 of 3 from 1 on does not fit',
    ],
    [{ SLURM_ARRAY_TASK_ID: '1' }, "SLURM_ARRAY_TASK_MIN must be a whole number, not ''"],
    [{ JOB_COMPLETION_INDEX: '0' }, 'give the container JOB_COMPLETIONS'],
    [{ JOB_COMPLETION_INDEX: '8', JOB_COMPLETIONS: '8' }, 'there is no part 9 of 8'],
    [{ CI_NODE_INDEX: 'x', CI_NODE_TOTAL: '2' }, "CI_NODE_INDEX must be a whole number, not 'x'"],
  ])('is not made up from %j', (env, sentence) => {
    expect(() => shardFromEnvironment(env)).toThrow(sentence);
  });
});
