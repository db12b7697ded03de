import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';

const root = path.dirname(import.meta.dirname);
const beside = (folder: string): string[] =>
  readdirSync(path.join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name));
const families = ['packages', 'plugins'].flatMap((side) =>
  readdirSync(path.join(root, side)).flatMap((name) => beside(path.join(side, name))),
);
const folders = [
  '.',
  'docs',
  'docs/how-to',
  'docs/explanation',
  'docs/policies',
  'docs/pegs',
  'scenarios',
  'scenarios/studies',
];
const pages = [...folders.flatMap(beside), ...families];

/** A heading as the place that a link names it by. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');

test.each(pages)('every link of %s leads somewhere', (page) => {
  const text = readFileSync(path.join(root, page), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  const broken = [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link]) => {
    if (/^[a-z]+:/.test(link)) return [];
    const [file, anchor] = link.split('#');
    const target = file === '' ? path.join(root, page) : path.resolve(root, path.dirname(page), file);
    if (!existsSync(target)) return [link];
    if (anchor === undefined) return [];
    const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading));
    return headings.includes(anchor) ? [] : [link];
  });
  expect(broken).toEqual([]);
});
