export interface HandlerCommand {
  /** Relative to the root. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Every command that a handler under `root`/workflows can reach, through any number of calls. */
export function findHandlerCommands(root: string): readonly HandlerCommand[];
