import type { FactHead, FactType, Numbers, Publish } from '@ebb/sdk';
import type { Bus, Owner, Topic } from '@ebb/kernel';
import type { Speaker } from '@ebb/sdk';

/**
 * What an instance publishes facts of its plugin's own types with. `index` stands for the instance in the trace, whoever
 * else there is.
 */
export function ownFacts(bus: Bus, { plugin, instance }: Owner, index: number): Publish {
  const speaker: Speaker = { plugin, instance };
  return <A extends Numbers, F extends FactHead>(type: FactType<Speaker, A, F>, ...numbers: A): void => {
    if (!type.name.startsWith(`${plugin}/`)) {
      throw new RangeError(`the facts of '${plugin}' are called '${plugin}/…', not '${type.name}'`);
    }
    const topic: Topic<Speaker, A, F> = bus.topic(type, speaker, index);
    topic.publish(...numbers);
  };
}
