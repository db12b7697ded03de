import type { UsedPlugin } from '@ebb/results';
import type { OpenScenario, ScenarioRequest } from '@ebb/engine/node';
import type { BundleManifest } from './bundle-manifest.ts';
import type { BundledRun } from './bundled-run.ts';
import type { PackedFile } from './packed-file.ts';

/** What a bundle is made of: a scenario that opens, and what is known of its runs. */
export interface BundleSubject {
  readonly kind: BundleManifest['kind'];
  readonly name: string;
  readonly title: string;
  /** What the file is called unless something else is asked for; without `.tgz`. */
  readonly fileName: string;
  readonly request: ScenarioRequest;
  readonly open: OpenScenario;
  readonly scenarioHash: string;
  /** Of the house that played it. */
  readonly build: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly plugins: readonly UsedPlugin[];
  readonly runs: readonly BundledRun[];
  /** The results as they are packed, by the request as the bundle has it; `withNumbers` false leaves all but what verifying needs. */
  results(this: void, request: BundleManifest['request'], withNumbers: boolean): Promise<readonly PackedFile[]>;
}
