import { expect, jest, test } from '@jest/globals';
import { CLOCK, DESK, PUBLISH, TAPE, defineFact, definePlugin, inject, injectable, parameters } from '@ebb/sdk';
import type { Desk, FactHead, Plugin, Publish, SchedulerLike, Speaker, Tape } from '@ebb/sdk';
import { timer } from 'rxjs';
import { simulate } from '../index.ts';
import { tinyPlugins } from '../../test/tiny-plugins.ts';
import { loadTiny } from '../../test/tiny-world.ts';

jest.setTimeout(30_000);

interface Yawn extends FactHead {
  readonly speaker: string;
  readonly loudness: number;
}

const yawnOf = (name: string) =>
  defineFact(name, ['loudness'], (seq, timeUs, cause, origin, { instance }: Speaker, loudness): Yawn => {
    return { type: name, seq, timeUs, cause, origin, speaker: instance, loudness };
  });

/** Agents of which the first yawns after five seconds, and all write down what they hear. */
function yawners(yawn: ReturnType<typeof yawnOf>, loudness: number, heard: string[]): Plugin {
  @injectable()
  class Yawner {
    constructor(
      @inject(DESK) desk: Desk,
      @inject(TAPE) tape: Tape,
      @inject(CLOCK) clock: SchedulerLike,
      @inject(PUBLISH) publish: Publish,
    ) {
      desk.react(tape.facts(yawn), (fact) => heard.push(`${desk.name} hears ${fact.speaker}: ${fact.loudness}`));
      if (desk.name.endsWith('[0]')) desk.react(timer(5000, clock), () => publish(yawn, loudness));
    }
  }
  const summary = 'Yawns, and hears others yawn.';
  return definePlugin({
    kind: 'agent',
    name: 'yawner',
    version: '1.0.0',
    summary,
    params: parameters({}),
    use: Yawner,
  });
}

async function play(name: string, loudness: number, block = 'tired') {
  const heard: string[] = [];
  const loaded = await loadTiny(['agents:', `agents:\n  ${block}: {use: yawner, count: 2}`]);
  const plugins = [...tinyPlugins(), yawners(yawnOf(name), loudness, heard)];
  const { manifest } = await simulate(loaded, { seed: 3, plugins, record: 'none' });
  return { heard, manifest };
}

test("facts of a plugin's own are heard by all, in its instance's name, and are part of the trace", async () => {
  const { heard, manifest } = await play('yawner/yawn', 3);
  expect(manifest.fault).toBeUndefined();
  expect(heard).toEqual(['tired[0] hears tired[0]: 3', 'tired[1] hears tired[0]: 3']);
  expect((await play('yawner/yawn', 3)).manifest.traceHash).toBe(manifest.traceHash);
  expect((await play('yawner/yawn', 4)).manifest.traceHash).not.toBe(manifest.traceHash);
  expect((await play('yawner/yawn', 3, 'sleepy')).manifest.traceHash).not.toBe(manifest.traceHash);
});

test("facts under another's name end the run in the plugin's name", async () => {
  const { manifest } = await play('trade', 3);
  expect(manifest.fault).toMatchObject({ plugin: 'yawner', instance: 'tired[0]' });
  const { manifest: other } = await play('panic-seller/yawn', 3);
  expect(other.fault?.message).toBe("the facts of 'yawner' are called 'yawner/…', not 'panic-seller/yawn'");
});
