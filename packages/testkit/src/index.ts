export { checkFiles } from './conventions/check-files.ts';
export { checkPackage } from './conventions/check-package.ts';
export { checkPlugin } from './conventions/check-plugin.ts';
export { checkWorkspace } from './conventions/check-workspace.ts';
export { findAmbientUse } from './conventions/find-ambient-use.ts';
export type { AmbientUse } from './conventions/find-ambient-use.ts';
export { findImports } from './conventions/find-imports.ts';
export type { ImportFound } from './conventions/find-imports.ts';
export type { FloorLaw, Floors } from './conventions/floor-law.ts';
