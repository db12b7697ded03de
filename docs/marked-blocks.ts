/** A fenced block of a page that says what it is for: `file=NAME` to be written, `run` to be run, or another word. */
export interface MarkedBlock {
  /** `ts`, `yaml`, `sh`, … */
  readonly language: string;
  /** The name behind `file=`; absent for other marks. */
  readonly file?: string;
  /** The first word after the language. */
  readonly mark: string;
  readonly text: string;
}

/** Finds the fenced blocks of a Markdown page that carry a mark after their language, in order. */
export function markedBlocks(markdown: string): readonly MarkedBlock[] {
  return [...markdown.matchAll(/^```(\w+) +(\S+)\n([\s\S]*?)^```$/gm)].map(([, language, mark, text]) => {
    const file = /^file=(.+)$/.exec(mark)?.[1];
    return { language, mark, text, ...(file === undefined ? {} : { file }) };
  });
}
