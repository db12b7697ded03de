/** What one package may do; `mayImport` names packages of the house without their scope. */
export interface FloorLaw {
  /** 0 is the ground; tests of a package may use every package up to its own floor. */
  readonly floor: number;
  readonly mayImport: readonly string[];
  /** The npm packages it may use; without the list, any that its package.json declares. */
  readonly libraries?: readonly string[];
  /** Entries as file names under `src` without ending; without the list, `index` alone. */
  readonly doors?: readonly string[];
  /** File names under `src` (`node` also stands for `node-*.ts` and `node/`) that no run passes through; `*` for all. */
  readonly offRunPath?: readonly string[];
  /** Whether only tests may import it. */
  readonly testsOnly?: boolean;
  /** Whether it may import plugins. */
  readonly plugins?: boolean;
}

/** The table of a workspace: its packages by folder name, and what every plugin may do. */
export interface Floors {
  readonly packages: Readonly<Record<string, FloorLaw>>;
  readonly plugins: FloorLaw;
}

/** Tells whether a file, as a path from the package's folder with `/`, is a test or belongs to tests. */
export function isTestFile(file: string): boolean {
  return /\.test\.[cm]?[jt]s$/.test(file) || file.startsWith('test/');
}

/** Tells whether a file, as a path from the package's folder with `/`, can be part of a run. */
export function isOnRunPath(law: FloorLaw, file: string): boolean {
  if (isTestFile(file)) return false;
  return !(law.offRunPath ?? []).some(
    (start) => start === '*' || ['.ts', '-', '/'].some((next) => file.startsWith(`src/${start}${next}`)),
  );
}
