import { Phase } from '@ebb/kernel';
import type { Kernel, Topic } from '@ebb/kernel';
import { backing, issuerReport } from './facts.ts';
import type { BackingFact, IssuerName, IssuerReport } from './facts.ts';
import type { ReportTerms } from './issuer-terms.ts';

/** The numbers of a backing: assets, liquid, liabilities, parity, circulating atoms, waiting atoms, requests. */
export type BackingNumbers = [number, number, number, number, number, number, number];

/** Publishes what stands behind a coin: the truth for those who watch, and for agents what the issuer tells, live, late or not at all. */
export class Reports {
  readonly #kernel: Kernel;
  readonly #terms: ReportTerms;
  readonly #truth: Topic<IssuerName, BackingNumbers, BackingFact>;
  readonly #told: Topic<IssuerName, [...BackingNumbers, number], IssuerReport>;
  readonly #handler: number;
  readonly #late: { readonly numbers: BackingNumbers; readonly asOfMs: number }[] = [];
  #nextUs = 0;
  #latest: { readonly numbers: BackingNumbers; readonly asOfMs: number } | null = null;

  constructor(kernel: Kernel, name: IssuerName, terms: ReportTerms) {
    this.#kernel = kernel;
    this.#terms = terms;
    this.#truth = kernel.bus.topic(backing, name, name.index);
    this.#told = kernel.bus.topic(issuerReport, name, name.index);
    const owner = { plugin: 'issuance', instance: name.coin };
    this.#handler = kernel.calendar.register(() => this.#tell(this.#late.shift()!), owner);
  }

  /** What agents know, and the moment that it tells of; null before the first report. */
  get latest(): { readonly numbers: BackingNumbers; readonly asOfMs: number } | null {
    return this.#latest;
  }

  /** Publishes the truth, and puts it on its way to agents when a report is due. */
  publish(numbers: BackingNumbers): void {
    this.#truth.publish(...numbers);
    const { calendar } = this.#kernel;
    const { everyUs, delayUs, hidden } = this.#terms;
    const { nowUs } = calendar;
    if (hidden || nowUs < this.#nextUs) return;
    this.#nextUs = nowUs + everyUs;
    const report = { numbers, asOfMs: nowUs / 1000 };
    if (delayUs === 0) {
      this.#tell(report);
      return;
    }
    this.#late.push(report);
    calendar.schedule(nowUs + delayUs, Phase.settlement, this.#handler);
  }

  #tell(report: { readonly numbers: BackingNumbers; readonly asOfMs: number }): void {
    this.#latest = report;
    this.#told.publish(...report.numbers, report.asOfMs);
  }
}
