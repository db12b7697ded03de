import { Kernel, Phase } from '@ebb/kernel';
import { VirtualTimeScheduler } from 'rxjs';
import { BareHeap } from './bare-heap.mjs';
import { ratePerSecond } from './rate.mjs';

/** Exponential delays of 1 s on average, in whole microseconds, drawn beforehand so that only the calendars are timed. */
const DELAYS_US = Float64Array.from({ length: 1 << 16 }, (_, i) => {
  const u = (((i * 40_503) & 65_535) + 0.5) / 65_536;
  return Math.max(1, Math.round(-Math.log(u) * 1e6));
});
const delayUs = (k) => DELAYS_US[k & 65_535];

/** Where the operations are done: each is filled with so many pending entries, then takes the next and puts it off again. */
const PLACES = {
  calendar: (pending) => {
    const { calendar } = new Kernel({ startUs: 0, seed: 1 });
    let k = 0;
    const handler = calendar.register((a) => calendar.schedule(calendar.nowUs + delayUs(k++), Phase.timer, handler, a));
    for (let i = 0; i < pending; i++) calendar.schedule(delayUs(k++), Phase.timer, handler, i);
    return (count) => {
      for (let i = 0; i < count; i++) calendar.dispatchNext();
    };
  },
  'bare binary heap': (pending) => {
    const heap = new BareHeap(pending + 1);
    let k = 0;
    for (let i = 0; i < pending; i++) heap.push(delayUs(k++), i);
    return (count) => {
      for (let i = 0; i < count; i++) {
        const timeUs = heap.times[0];
        heap.push(timeUs + delayUs(k++), heap.pop());
      }
    };
  },
  'clock for RxJS': (pending) => {
    const kernel = new Kernel({ startUs: 0, seed: 1 });
    const clock = kernel.clock({ plugin: 'benchmark', instance: 'clock' });
    let k = 0;
    const again = function () {
      this.schedule(undefined, delayUs(k++) / 1000);
    };
    for (let i = 0; i < pending; i++) clock.schedule(again, delayUs(k++) / 1000);
    return (count) => kernel.step(count, Infinity);
  },
  "RxJS's VirtualTimeScheduler": (pending) => {
    const scheduler = new VirtualTimeScheduler(undefined, Infinity);
    let k = 0;
    let left = 0;
    const again = function () {
      if (left-- > 0) this.schedule(undefined, delayUs(k++) / 1000);
    };
    for (let i = 0; i < pending; i++) scheduler.schedule(again, delayUs(k++) / 1000);
    return (count) => {
      left = count;
      scheduler.flush();
    };
  },
};

/** Holds a second (take the next entry, schedule it anew) with so many entries pending. */
export function measure({ place, pending, count, passes }) {
  return ratePerSecond(count, passes, () => {
    const hold = PLACES[place](pending);
    return { work: () => hold(count) };
  });
}
