import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { checkWorkspace } from './packages/testkit/src/conventions/check-workspace.ts';
import { findCircle } from './packages/testkit/src/conventions/find-circle.ts';
import type { Floors } from './packages/testkit/src/conventions/floor-law.ts';

const root = import.meta.dirname;
const floors = JSON.parse(readFileSync(path.join(root, 'lint/floors.json'), 'utf8')) as Floors;

describe('the workspace', () => {
  test('keeps to its floors, doors, names and lengths', () => {
    expect(checkWorkspace(root, floors)).toEqual([]);
  });

  test('has a table in which no package imports a higher floor, and none imports itself by a detour', () => {
    const laws = Object.entries(floors.packages);
    const upward = laws.flatMap(([name, law]) =>
      law.mayImport
        .filter((target) => (floors.packages[target]?.floor ?? Infinity) > law.floor)
        .map((target) => `${name} → ${target}`),
    );
    expect(upward).toEqual([]);
    expect(findCircle(new Map(laws.map(([name, law]) => [name, law.mayImport])))).toBeUndefined();
  });
});
