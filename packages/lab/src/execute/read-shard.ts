import { checkShard } from './shard.ts';
import type { Shard } from './shard.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `2/3`, or `auto` for what the scheduler says that started this process. Throws a RangeError with a sentence for all else,
 * and for `auto` where no scheduler says anything.
 */
export function readShard(text: string, env: Environment): Shard {
  if (text.trim() === 'auto') {
    const shard = shardFromEnvironment(env);
    if (shard !== undefined) return shard;
    throw new RangeError(
      'no scheduler says which shard this is: expected SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX or CI_NODE_INDEX in the ' +
        'environment, or a shard such as 1/3',
    );
  }
  const [, index, of] = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(text) ?? [];
  if (index === undefined || of === undefined) {
    throw new RangeError(`a shard is written i/n, such as 1/3, or auto, not '${text}'`);
  }
  return checked({ index: Number(index), of: Number(of) });
}

/**
 * Which shard this process is by the variables of a Slurm array, an indexed job of Kubernetes or a parallel job of GitLab CI;
 * undefined without any of them. Throws a RangeError, naming the variable, for numbers that make no sense.
 */
export function shardFromEnvironment(env: Environment): Shard | undefined {
  if (isSet(env, 'SLURM_ARRAY_TASK_ID')) return ofSlurm(env);
  if (isSet(env, 'JOB_COMPLETION_INDEX')) return ofKubernetes(env);
  if (isSet(env, 'CI_NODE_INDEX')) {
    return checked({ index: numberOf(env, 'CI_NODE_INDEX'), of: numberOf(env, 'CI_NODE_TOTAL') });
  }
  return undefined;
}

/** Tasks of an array are numbered as its author likes: `--array=0-9` and `--array=10-100:10` are ten each. */
function ofSlurm(env: Environment): Shard {
  const least = numberOf(env, 'SLURM_ARRAY_TASK_MIN');
  const step = isSet(env, 'SLURM_ARRAY_TASK_STEP') ? numberOf(env, 'SLURM_ARRAY_TASK_STEP') : 1;
  const of = numberOf(env, 'SLURM_ARRAY_TASK_COUNT');
  const index = (numberOf(env, 'SLURM_ARRAY_TASK_ID') - least) / Math.max(1, step) + 1;
  if (Number.isInteger(index) && index <= of) return checked({ index, of });
  throw new RangeError(
    'the tasks of the Slurm array must follow each other at one distance, as in --array=1-8: task ' +
      `${env['SLURM_ARRAY_TASK_ID']} of ${of} from ${least} on does not fit`,
  );
}

/** Kubernetes numbers from 0, and does not say how many there are: the manifest must. */
function ofKubernetes(env: Environment): Shard {
  if (!isSet(env, 'JOB_COMPLETIONS')) {
    throw new RangeError(
      'JOB_COMPLETION_INDEX says which shard this is, not of how many: give the container JOB_COMPLETIONS, the number of ' +
        "the job's completions",
    );
  }
  return checked({ index: numberOf(env, 'JOB_COMPLETION_INDEX') + 1, of: numberOf(env, 'JOB_COMPLETIONS') });
}

function checked(shard: Shard): Shard {
  checkShard(shard);
  return shard;
}

function isSet(env: Environment, name: string): boolean {
  return env[name] !== undefined && env[name] !== '';
}

function numberOf(env: Environment, name: string): number {
  const text = env[name] ?? '';
  if (/^\d+$/.test(text)) return Number(text);
  throw new RangeError(`${name} must be a whole number, not '${text}'`);
}
