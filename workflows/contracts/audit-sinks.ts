/** Where a workflow tells an audit what it issues; a type, not an interface, as the SDK's `Sinks` wants an index. */
export type AuditSinks = {
  readonly audit: {
    /** The commands of one activation, in their order, as the SDK hands them to its core. */
    issued(commands: readonly object[]): void;
  };
};
