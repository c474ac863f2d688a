import type { Handbook, Visibility } from '../handbook/handbook.model.js';
import type { CommunicationPlan } from './status-page.model.js';

export interface PlannedFor {
  readonly service: string;
  readonly visibility: Visibility;
  readonly test: boolean;
}

/**
 * What the handbook says about telling the public, to be pinned when an incident begins. undefined: nothing is ever told of it;
 * so it is without a status page in the handbook, for a restricted incident and for a test. Guide: G2.5
 */
export function buildCommunicationPlan(handbook: Handbook, incident: PlannedFor): CommunicationPlan | undefined {
  const page = handbook.communications?.statusPage;
  if (page === undefined || incident.visibility === 'RESTRICTED' || incident.test) return undefined;
  const { components = {}, services } = handbook;
  // `hasOwn`: the id may come from outside, and `constructor` is no service.
  const service = Object.hasOwn(services, incident.service) ? services[incident.service] : undefined;
  return {
    statusPage: {
      from: page.from,
      components: Object.values(components).map(({ id, name, publish }) => ({ id, name, publish })),
      affected: service?.components ?? [],
      serviceName: service?.name ?? incident.service,
      title: page.title,
      templates: page.templates,
      edition: 2,
    },
  };
}
