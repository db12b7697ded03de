import { BarrierWatch, RescanWatch } from '@ebb/clearing';
import { CrashHouse } from './crash-house.mjs';
import { COINS, makePath } from './crash-path.mjs';

const WATCHES = { barriers: BarrierWatch, rescan: RescanWatch };

/** Selling so much of what there was of a coin at first presses its price down by this × as much; half is gone after as many updates. */
const IMPACT = 1;
const HALF_LIFE = 4_000;
/** The least that the pressure of liquidations leaves of a price. */
const LEAST = 0.1;

/**
 * Price updates a second through the part `from` … `to` of a crash of so many updates, by all processor time of the process;
 * what comes before is played by barriers and not timed. The outcome tells who was liquidated when.
 */
export function measure({ watch, accounts, updates, from, to, impact = false }) {
  const run = new CrashRun(accounts, makePath(updates), impact);
  const before = new BarrierWatch(run.crash.house);
  if (from > 0) run.play(before, 0, from);
  const timed = watch === 'barriers' ? before : new WATCHES[watch](run.crash.house);
  const [judgedBefore, goneBefore] = [timed.judgements, run.liquidated];
  const begun = process.cpuUsage();
  run.play(timed, from, to);
  const { user, system } = process.cpuUsage(begun);
  const seconds = (user + system) / 1e6;
  const peakMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  const judged = (timed.judgements - judgedBefore) / accounts;
  const gone = (100 * (run.liquidated - goneBefore)) / accounts;
  const note = [
    `${seconds.toFixed(1)} s`,
    `${judged.toFixed(judged < 10 ? 2 : 0)} judgements an account`,
    `${gone.toFixed(1)} % liquidated`,
    `peak ${peakMiB} MiB`,
  ];
  return { value: (to - from) / seconds, note: note.join(', '), outcome: run.digest };
}

/** A crash as it is played on a house: prices move, who fails is liquidated at once, and if told so presses the price. */
class CrashRun {
  liquidated = 0;
  /** Of which account was liquidated at which update, in order. */
  #hash = 0;
  #pressure = new Float64Array(COINS);
  #pressedAt = new Int32Array(COINS);

  constructor(accounts, path, impact) {
    this.crash = new CrashHouse(accounts);
    this.path = path;
    this.impact = impact;
  }

  get digest() {
    return `${this.liquidated} liquidations, hash ${(this.#hash >>> 0).toString(16)}`;
  }

  play(watch, from, to) {
    const { crash, path } = this;
    for (let i = from; i < to; i++) {
      const coin = path.coin[i];
      const left = this.impact ? Math.max(LEAST, 1 - this.#pressureOn(coin, i)) : 1;
      const moved = crash.move(coin, path.isMark[i] === 1, path.level[i] * left);
      for (const unit of watch.failing([moved])) {
        if (unit === crash.backstop) continue;
        crash.liquidate(unit);
        this.liquidated++;
        this.#hash = Math.imul(this.#hash ^ unit, 0x9e3779b1) + i;
        this.#hash ^= this.#hash >>> 15;
      }
      if (this.impact) this.#press(i);
    }
  }

  /** What presses on a coin at an update, faded since it was pressed last. */
  #pressureOn(coin, update) {
    const faded = this.#pressure[coin] * 0.5 ** ((update - this.#pressedAt[coin]) / HALF_LIFE);
    this.#pressure[coin] = faded;
    this.#pressedAt[coin] = update;
    return faded;
  }

  #press(update) {
    const { sold, valueAtFirst } = this.crash;
    for (let coin = 0; coin < COINS; coin++) {
      if (sold[coin] === 0) continue;
      this.#pressure[coin] = this.#pressureOn(coin, update) + (IMPACT * sold[coin]) / valueAtFirst[coin];
      sold[coin] = 0;
    }
  }
}
