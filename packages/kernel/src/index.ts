export { type Brake } from './brake.ts';
export { Bus, type BusParts } from './bus.ts';
export { Calendar, type CalendarOptions, type Handler } from './calendar.ts';
export { Causality } from './causality.ts';
export { type Tap } from './channel.ts';
export { EndlessInstantError } from './endless-instant-error.ts';
export {
  defineFact,
  defineIntent,
  type FactHead,
  type FactType,
  type FieldValues,
  type IntentType,
  type MakeFact,
  type Numbers,
  type NumbersOf,
} from './fact.ts';
export { Family } from './family.ts';
export { FastSubject } from './fast-subject.ts';
export { instantText } from './instant-text.ts';
export { Intents } from './intents.ts';
export { Kernel, type KernelOptions } from './kernel.ts';
export { type Owner } from './owner.ts';
export { Phase } from './phase.ts';
export { PrivateTopic } from './private-topic.ts';
export { CounterRng } from './random/counter-rng.ts';
export { type LognormalShape, type ParetoShape } from './random/distributions.ts';
export { Rng } from './random/rng.ts';
export { Streams } from './random/streams.ts';
export { react, type Reactive } from './react.ts';
export { type FaultPlace, RunFault } from './run-fault.ts';
export { SimScheduler } from './sim-scheduler.ts';
export { Topic } from './topic.ts';
export { Trace, type TraceLabels } from './trace.ts';
export { withUnhandled } from './unhandled.ts';
