import 'reflect-metadata';

export * from './host/catalogue.ts';
export * from './host/host.ts';
export { Injector } from './host/injector.ts';
export { refusePromise } from './host/refuse-promise.ts';
export { makePlan } from './make-plan.ts';
export type * from './plan.ts';
export * from './scenario/index.ts';
export * from './simulate.ts';
export * from './version.ts';
export { Audit, ConservationError } from './world/audit.ts';
export { LenderCounter } from './world/lender-counter.ts';
export type { LenderDoor } from './world/lender-door.ts';
export { LenderFace } from './world/lender-face.ts';
export { ownFacts } from './world/own-facts.ts';
