import type { ColumnSink, RunContext } from '@ebb/sdk';
import type { NumberBuffer } from '../column-buffer.ts';
import { marketGrids } from '../market-grid.ts';
import type { MarketGrid } from '../market-grid.ts';
import { TableRecorder } from '../table-recorder.ts';

/** What every table of facts begins with. */
export interface FactColumns {
  /** Writes the head of a fact or intent. */
  put(row: number, seq: number, timeUs: number, cause: number, origin: number): void;
}

/** What the recorders of one run share: whom they listen to, where their tables go, and names by place. */
export class Recording {
  readonly context: RunContext;
  readonly grids: readonly MarketGrid[];
  readonly tables: TableRecorder[] = [];
  readonly #sink: ColumnSink;

  constructor(context: RunContext, sink: ColumnSink) {
    this.context = context;
    this.#sink = sink;
    this.grids = marketGrids(context);
  }

  /** Opens a table; tables are finished in the order in which they were opened. */
  table(name: string): TableRecorder {
    const table = new TableRecorder(this.#sink, name);
    this.tables.push(table);
    return table;
  }

  /** Gives a table the columns that every fact has. */
  factColumns(table: TableRecorder): FactColumns {
    return new Head(table);
  }

  /** The name of the class that an account belongs to. */
  className(account: number): string {
    return this.context.classes[this.context.classOf(account)];
  }
}

class Head implements FactColumns {
  readonly #seq: NumberBuffer;
  readonly #time: NumberBuffer;
  readonly #cause: NumberBuffer;
  readonly #origin: NumberBuffer;

  constructor(table: TableRecorder) {
    this.#seq = table.integer('seq');
    this.#time = table.time('time');
    this.#cause = table.integer('cause');
    this.#origin = table.integer('origin');
  }

  put(row: number, seq: number, timeUs: number, cause: number, origin: number): void {
    this.#seq.put(row, seq);
    this.#time.put(row, timeUs);
    this.#cause.put(row, cause);
    this.#origin.put(row, origin);
  }
}
