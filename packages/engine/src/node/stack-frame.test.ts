import { expect, test } from '@jest/globals';
import { firstFrame } from './stack-frame.ts';

test('a stack points to the first line that is not the house at work', () => {
  const core = new URL('../plan.ts', import.meta.url).href;
  const here = new URL(import.meta.url).pathname;
  const stack = [
    'Error: x',
    '    at Object.<anonymous> (node:internal/x:1:2)',
    `    at makePlan (${core}:3:4)`,
    '    at /somewhere/node_modules/rxjs/x.js:5:6',
    `    at async Agent.start (${here}:7:8)`,
  ];
  expect(firstFrame(stack.join('\n'))?.file).toBe(new URL(core).pathname);
  expect(firstFrame([...stack, '    at file:///etc/hostname:9:1'].join('\n'))).toEqual({
    file: '/etc/hostname',
    line: 9,
    column: 1,
  });
  expect(firstFrame('Error: x\n    at node:internal/x:1:2')).toBeUndefined();
});
