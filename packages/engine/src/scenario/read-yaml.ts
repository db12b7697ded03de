import { LineCounter, isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { BadInput, problemAt } from './problem.ts';
import type { Document, ParsedNode } from 'yaml';
import type { LocatedNode, MapEntry, Place } from './located-node.ts';
import type { Problem } from './problem.ts';

/** Values a file may unfold to; nested aliases could otherwise grow a small file without bound. */
const MOST_VALUES = 500_000;

/**
 * Parses YAML 1.2 and keeps the place of every key and value. Anchors and aliases work; merge keys (`<<`) do not.
 * Throws BadInput for broken YAML, duplicate keys, keys that are not words, foreign tags and aliases that loop.
 */
export function readYaml(text: string, file: string): LocatedNode {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: false, schema: 'core' });
  const placeOf = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems: Problem[] = [...document.errors, ...document.warnings].map((error) => {
    const place = placeOf(error.pos[0]);
    if (error.code !== 'DUPLICATE_KEY') return yamlProblem(place, error.message);
    const key = /^[^:\s]*/.exec(text.slice(error.pos[0], error.pos[0] + 80))?.[0] ?? '';
    const sentence = `duplicate key '${key}'; each key stands once in a map`;
    return problemAt(place, [], { expected: 'each key once', found: `'${key}' again`, sentence });
  });
  if (problems.length > 0) throw new BadInput(problems);
  const reader = new Reader(document, placeOf);
  return document.contents === null
    ? { kind: 'scalar', value: null, place: placeOf(0) }
    : reader.read(document.contents as ParsedNode);
}

class Reader {
  readonly #document: Document;
  readonly #placeOf: (offset: number) => Place;
  readonly #open = new Set<unknown>();
  #values = 0;

  constructor(document: Document, placeOf: (offset: number) => Place) {
    this.#document = document;
    this.#placeOf = placeOf;
  }

  read(node: ParsedNode | null): LocatedNode {
    const place = this.#placeOf(node?.range[0] ?? 0);
    if (++this.#values > MOST_VALUES) {
      throw new BadInput([yamlProblem(place, `aliases unfold to more than ${MOST_VALUES} values`)]);
    }
    if (node === null) return { kind: 'scalar', value: null, place };
    if (isScalar(node)) return { kind: 'scalar', value: scalarValue(node.value, node.source), place };
    if (isAlias(node)) return this.#alias(node.resolve(this.#document) as ParsedNode | undefined, node.source, place);
    return this.#inside(node, place, () => {
      if (isSeq(node)) {
        return { kind: 'list', items: node.items.map((item) => this.read(item as ParsedNode)), place };
      }
      const entries = new Map<string, MapEntry>();
      if (isMap(node)) for (const pair of node.items) this.#pair(pair.key, pair.value as ParsedNode | null, entries);
      return { kind: 'map', entries, place };
    });
  }

  #pair(key: unknown, value: ParsedNode | null, entries: Map<string, MapEntry>): void {
    const node = key as ParsedNode | null;
    const place = this.#placeOf(node?.range[0] ?? 0);
    if (!isScalar(node) || node.value === null || node.source === '') {
      throw new BadInput([yamlProblem(place, 'a key is a word or a text')]);
    }
    const name = node.source ?? String(node.value);
    if (name === '__proto__') throw new BadInput([yamlProblem(place, "'__proto__' cannot be a key")]);
    const read = this.read(value);
    entries.set(name, { key: place, node: value === null ? { ...read, place } : read });
  }

  #alias(target: ParsedNode | undefined, name: string, place: Place): LocatedNode {
    if (target === undefined)
      throw new BadInput([yamlProblem(place, `there is no anchor '&${name}' above this alias`)]);
    if (this.#open.has(target)) throw new BadInput([yamlProblem(place, `the alias '*${name}' contains itself`)]);
    return this.read(target);
  }

  #inside(node: ParsedNode, place: Place, read: () => LocatedNode): LocatedNode {
    if (this.#open.size > 100) throw new BadInput([yamlProblem(place, 'values are nested more than 100 deep')]);
    this.#open.add(node);
    const result = read();
    this.#open.delete(node);
    return result;
  }
}

/** Keeps a number that a double cannot hold as it was written, so that its refusal shows the author's own digits. */
function scalarValue(value: unknown, source: string | undefined): unknown {
  if (typeof value === 'bigint') return source ?? String(value);
  if (typeof value !== 'number' || source === undefined) return value;
  return Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : source;
}

function yamlProblem(place: Place, message: string): Problem {
  const plain = message.replace(/;? please use .*$/, '');
  return problemAt(place, [], { expected: 'YAML', found: plain, sentence: `the YAML cannot be read: ${plain}` });
}
