import path from 'node:path';

/** The deepest folder that all these files lie in; absolute paths. */
export function commonFolder(files: readonly string[]): string {
  return files
    .map((file) => path.dirname(file))
    .reduce((common, folder) => {
      let shared = common;
      while (!isBelow(folder, shared)) shared = path.dirname(shared);
      return shared;
    });
}

/** Whether a path is a folder or lies in it. */
export function isBelow(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative === '' || !(relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative));
}

/** A path from a folder, with slashes. */
export function pathFrom(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join('/');
}
