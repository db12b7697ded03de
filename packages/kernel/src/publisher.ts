import type { Brake } from './brake.ts';
import type { Calendar } from './calendar.ts';
import type { Causality } from './causality.ts';
import type { Channel } from './channel.ts';
import { CAUSE, FIELDS, type Mailbox, ORIGIN, type Receiver, SEQ, SUBJECT_INDEX, TIME_US, TYPE } from './mailbox.ts';
import type { Trace } from './trace.ts';

/** Says that a record is an origin itself: its origin is its own sequence number. */
export const ITSELF = -1;

/** Writes facts and intents into the trace, tells the taps, and queues facts for their listeners. */
export class Publisher {
  /** Called after each record of an audited run. */
  check: (() => void) | null = null;

  constructor(
    readonly calendar: Calendar,
    readonly causality: Causality,
    readonly trace: Trace,
    readonly mailbox: Mailbox,
    readonly brake: Brake,
    /** Whether facts are frozen before anyone sees them. */
    readonly audit: boolean,
  ) {}

  /**
   * Records one fact or, without a receiver, one intent, and returns its sequence number. The twelve numbers are
   * parameters of their own because neither a rest array nor `arguments` is free on this path.
   */
  record(
    channel: Channel,
    receiver: Receiver | null,
    subjectIndex: number,
    origin: number,
    a: number,
    b: number,
    c: number,
    d: number,
    e: number,
    f: number,
    g: number,
    h: number,
    i: number,
    j: number,
    k: number,
    l: number,
  ): number {
    const { mailbox, trace } = this;
    const at = mailbox.reserve();
    const box = mailbox.numbers;
    const seq = trace.sequence + 1;
    const count = channel.count;
    box[at + SEQ] = seq;
    box[at + TYPE] = channel.id;
    box[at + SUBJECT_INDEX] = subjectIndex;
    box[at + TIME_US] = this.calendar.nowUs;
    box[at + CAUSE] = this.causality.cause;
    box[at + ORIGIN] = origin === ITSELF ? seq : origin;
    box[at + FIELDS] = a;
    box[at + FIELDS + 1] = b;
    if (count > 2) {
      box[at + FIELDS + 2] = c;
      box[at + FIELDS + 3] = d;
    }
    if (count > 4) {
      box[at + FIELDS + 4] = e;
      box[at + FIELDS + 5] = f;
    }
    if (count > 6) {
      box[at + FIELDS + 6] = g;
      box[at + FIELDS + 7] = h;
    }
    if (count > 8) {
      box[at + FIELDS + 8] = i;
      box[at + FIELDS + 9] = j;
      box[at + FIELDS + 10] = k;
      box[at + FIELDS + 11] = l;
    }
    trace.take(box, mailbox.words, at + TYPE, FIELDS - TYPE + count, at + FIELDS, channel.mask);
    if (receiver !== null) mailbox.post(receiver);
    const taps = channel.taps;
    for (let t = 0; t < taps.length; t++) {
      const timeUs = box[at + TIME_US];
      taps[t](seq, timeUs, box[at + CAUSE], box[at + ORIGIN], subjectIndex, a, b, c, d, e, f, g, h, i, j, k, l);
    }
    if (this.check !== null) this.check();
    return seq;
  }
}
