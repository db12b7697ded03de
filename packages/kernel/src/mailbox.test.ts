import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Mailbox, type Receiver, SEQ } from './mailbox.ts';

const receiver: Receiver = { deliver: () => undefined };

test('a mailbox is a queue, however it grows and wraps', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 200 }), (posts) => {
      const mailbox = new Mailbox(2);
      const twin: number[] = [];
      posts.forEach((post, i) => {
        if (post) {
          const at = mailbox.reserve();
          mailbox.numbers[at + SEQ] = i;
          mailbox.post(receiver);
          twin.push(i);
        } else if (twin.length > 0) {
          expect(mailbox.numbers[mailbox.front + SEQ]).toBe(twin.shift());
          expect(mailbox.take()).toBe(receiver);
        }
        expect(mailbox.size).toBe(twin.length);
      });
    }),
  );
});

test('a stretch that was reserved and not posted is given again', () => {
  const mailbox = new Mailbox(2);
  expect(mailbox.reserve()).toBe(mailbox.reserve());
  expect(mailbox.size).toBe(0);
});

test('an empty mailbox gives nothing, and a capacity is a power of two', () => {
  expect(() => new Mailbox(4).take()).toThrow(RangeError);
  for (const capacity of [0, 3, -1]) expect(() => new Mailbox(capacity)).toThrow(RangeError);
});
