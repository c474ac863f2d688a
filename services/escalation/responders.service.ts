import type { OnCallPort, ResolveRequest, ResolveResult } from '../../activities/ports/on-call.port.js';
import { findResponders } from '../../domain/escalation/find-responders.js';
import type { ZoneRules } from '../../domain/oncall/zone-rules.js';
import type { HandbookReader } from '../handbook/handbook-reader.port.js';

/** Who answers for each target now: the running handbook's word, cover included; whoever left it is never paged. Guide: G1.1, G1.2 */
export class RespondersService implements OnCallPort {
  constructor(
    private readonly handbooks: HandbookReader,
    private readonly zones: ZoneRules,
  ) {}

  async resolve(request: ResolveRequest): Promise<ResolveResult> {
    const current = await this.handbooks.current();
    const handbook = current?.handbook ?? (await this.handbooks.byVersion(request.handbookVersionId));
    return findResponders(handbook, request, this.zones);
  }
}
