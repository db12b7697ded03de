import { FIXED_COLUMNS } from '@ebb/results/store';
import { designMistake } from './design-error.ts';
import type { PlacedAxis } from './design-part.ts';

/** Columns that every table of runs has; the first two where it has the runs of several studies. */
const OWN_COLUMNS = ['study', 'key', ...FIXED_COLUMNS];

/** Refuses two axes on one path or on a path and one inside it, two columns of one name, and names that columns cannot have. */
export function refuseClashes(axes: readonly PlacedAxis[]): void {
  const paths = new Map(axes.map(({ path }, index) => [path, index]));
  const names = new Set(OWN_COLUMNS);
  axes.forEach(({ path, name, at }, index) => {
    if (paths.get(path) !== index) {
      throw designMistake(at, 'another path', `two axes change '${path}'; each path is changed by one`);
    }
    const words = path.split('.');
    for (let length = 1; length < words.length; length++) {
      const above = words.slice(0, length).join('.');
      if (!paths.has(above)) continue;
      throw designMistake(
        at,
        'another path',
        `two axes change '${path}': one does so itself, and one changes '${above}', which holds it`,
      );
    }
    if (name !== path && !/^[A-Za-z_]\w*$/.test(name)) {
      throw designMistake(
        at,
        'letters, digits and _',
        `the name of a column is made of letters, digits and _, not '${name}'`,
      );
    }
    // SQL tells no large letters from small ones.
    const column = name.toLowerCase();
    if (names.has(column)) {
      const why = OWN_COLUMNS.includes(column) ? 'every table of runs has such a column' : 'another axis has it';
      throw designMistake(at, 'another name', `the column cannot be named '${name}': ${why}; name it by 'as'`);
    }
    names.add(column);
  });
}
