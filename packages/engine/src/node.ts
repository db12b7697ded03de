import 'reflect-metadata';

export { displayPath, fileProblem } from './node/file-problem.ts';
export { housePackages } from './node/house-folder.ts';
export { housePlugins } from './node/house-plugins.ts';
export { loadPlugins } from './node/load-plugins.ts';
export { nodeFiles } from './node/node-files.ts';
export { nodeHost } from './node/node-host.ts';
export type { NodeHostOptions } from './node/node-host.ts';
export { readInput } from './node/read-input.ts';
export { openBase, openScenario } from './node/open-scenario.ts';
export type { OpenBase, OpenScenario, ScenarioRequest } from './node/open-scenario.ts';
export { parameterRows } from './node/parameter-rows.ts';
export type { ParameterRow } from './node/parameter-rows.ts';
export { pluginFiles, pluginHash } from './node/plugin-hash.ts';
export { firstFrame } from './node/stack-frame.ts';
