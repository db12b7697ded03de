import type { BundleManifest } from './bundle-manifest.ts';

/** Writes what a person reads who unpacks a bundle. */
export function bundleReadme(manifest: Omit<BundleManifest, 'files'>, fileName: string): string {
  const { kind, name, title, request, runs, build, versions, plugins, results } = manifest;
  const whose = { scenario: 'a scenario', run: 'a run', study: 'a study' }[kind];
  return `# ${title === '' ? name : title}

This is ${whose} of Ebb, a laboratory for market crashes: all that is needed to play \`${name}\` again and to see that the same comes out.

## Verify it

With the same version of Ebb (${versions['ebb'] ?? 'unknown'}) installed:

    ebb verify ${fileName}.tgz             # plays a few of its runs again
    ebb verify ${fileName}.tgz --all       # plays all of them

A run is the same when its trace hash is: a digest of everything that happened in it, in order. Plugins are programs, and
verifying runs those in this bundle: read them first if you do not know where it comes from.

## What is in it

- \`bundle.json\`: what was played, and the SHA-256 of every other file. Its own SHA-256 names the bundle as a whole.
- \`traces.csv\`: ${runs === 1 ? 'one run' : `${runs} runs`}, with address, outcome and trace hash.
${results ? '- `results/`: the numbers that the runs measured.\n' : ''}- \`${request.scenario}\`: the scenario; what it extends and the plugins that are its own lie around it.

Played by the build \`${build}\` with these plugins (kind, name, version, SHA-256 of the files):

${plugins.map((each) => `    ${each.kind} ${each.name} ${each.version} ${each.hash}\n`).join('')}`;
}
