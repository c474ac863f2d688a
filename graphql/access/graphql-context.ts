import type { Viewer } from '../../services/access/access.model.js';
import type { IncidentLoaders } from '../incidents/incident.loaders.js';

/** What every resolver of one request shares, over HTTP and WebSocket alike. */
export interface GraphqlContext {
  /** null: nobody proved who they are. */
  readonly viewer: Viewer | null;
  /** Why the proof that came was not accepted: said by the first field that asks who it is. */
  readonly refusal?: Error;
  /** Nest looks for it here. */
  readonly req: object;
  /** Made at the first use. */
  loaders?: IncidentLoaders;
}
