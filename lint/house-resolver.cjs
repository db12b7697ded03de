const path = require('node:path');
const { builtinModules, createRequire } = require('node:module');

const root = path.join(__dirname, '..');

/**
 * Resolves imports to sources, so that the boundaries hold before anything is built and for packages that are still to
 * be written: `@ebb/<name>` is `packages/<name>/src/index.ts` whether or not the file exists.
 */
exports.interfaceVersion = 2;
exports.resolve = function resolve(source, file) {
  if (source.startsWith('node:') || builtinModules.includes(source)) return { found: true, path: null };
  if (source.startsWith('.')) return { found: true, path: path.resolve(path.dirname(file), source) };
  const plugin = /^@ebb\/plugin-([^/]+)(?:\/(.+))?$/.exec(source);
  if (plugin) return { found: true, path: path.join(root, 'plugins', plugin[1], 'src', `${plugin[2] ?? 'index'}.ts`) };
  const house = /^@ebb\/([^/]+)(?:\/(.+))?$/.exec(source);
  if (house) return { found: true, path: path.join(root, 'packages', house[1], 'src', `${house[2] ?? 'index'}.ts`) };
  try {
    return { found: true, path: createRequire(file).resolve(source) };
  } catch {
    return { found: false };
  }
};
