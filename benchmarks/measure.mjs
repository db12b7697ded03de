import { pathToFileURL } from 'node:url';
import path from 'node:path';

/** Does one measure, in this process, and writes what came of it as JSON: `value`, and a `note` if there is something to say. */
const { area, ...params } = JSON.parse(process.argv[2]);
const { measure } = await import(pathToFileURL(path.join(import.meta.dirname, 'measures', `${area}.mjs`)).href);
const result = await measure(params);
console.log(JSON.stringify(typeof result === 'number' ? { value: result } : result));
