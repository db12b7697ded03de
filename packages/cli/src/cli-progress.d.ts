/** What is used of cli-progress, which comes without types. */
declare module 'cli-progress' {
  interface BarOptions {
    readonly format: string;
    readonly barsize: number;
    readonly barCompleteChar: string;
    readonly barIncompleteChar: string;
    readonly hideCursor: boolean;
    readonly clearOnComplete: boolean;
    readonly stream: NodeJS.WritableStream;
  }

  interface Bar {
    start(total: number, value: number, payload: object): void;
    update(value: number, payload: object): void;
    stop(): void;
  }

  const cliProgress: { readonly SingleBar: new (options: BarOptions) => Bar };
  export = cliProgress;
}
