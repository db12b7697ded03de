import { registerPluginHooks } from './node/register-plugin-hooks.ts';

// `node --import @ebb/engine/typescript study.ts` runs a script as plugins are loaded: TypeScript with decorators, sources in errors.
registerPluginHooks({ scripts: true });
