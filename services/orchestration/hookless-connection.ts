import { Connection, type ConnectionOptions, type Metadata } from '@temporalio/client';

const NAMESPACE_HEADER = 'temporal-namespace';

/**
 * The SDK's connection, of one namespace, without what it does in an `AsyncLocalStorage`: from the first use of one on, every promise of
 * the process is dearer by hooks (a quarter of the CPU of ingest was that). The SDK wraps every call so, to name the namespace in a
 * header: here that header goes with every call. `withDeadline` and the like still work, at that price.
 */
export class HooklessConnection extends Connection {
  static toNamespace(namespace: string, options: ConnectionOptions): Connection {
    return HooklessConnection.lazy({ ...options, metadata: { ...options.metadata, [NAMESPACE_HEADER]: namespace } });
  }

  override withMetadata<R>(metadata: Metadata, fn: () => Promise<R>): Promise<R> {
    const { [NAMESPACE_HEADER]: namespace, ...others } = metadata;
    const goesAnyway = namespace !== undefined && namespace === this.options.metadata[NAMESPACE_HEADER];
    return goesAnyway && Object.keys(others).length === 0 ? fn() : super.withMetadata(metadata, fn);
  }
}
