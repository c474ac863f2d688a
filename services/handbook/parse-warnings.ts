import type { Handbook } from '../../domain/handbook/handbook.model.js';
import type { Report } from './problem.js';

/** What works and is perhaps not meant. */
export function warnAbout(handbook: Handbook, report: Report): void {
  warnAboutPeople(handbook, report);
  warnAboutUnusedPolicies(handbook, report);
  warnAboutSilentComponents(handbook, report);
  const routed = new Set(handbook.routes.map((route) => route.service));
  for (const id of Object.keys(handbook.services)) {
    if (!routed.has(id)) report(['services', id], 'no alert is routed here', 'add a route, or leave it to be declared by people', 'key');
  }
}

function warnAboutPeople(handbook: Handbook, report: Report): void {
  const topics = new Map<string, string>();
  for (const person of Object.values(handbook.people)) {
    for (const { channel, address } of person.methods) {
      const path = ['people', person.id, 'contact', channel];
      if (channel === 'webhook' && address.startsWith('http:')) report(path, 'pages would travel unencrypted', 'use https');
      if (channel !== 'ntfy') continue;
      const owner = topics.get(address);
      if (owner !== undefined) report(path, `the same ntfy topic as ${owner}'s`, 'give everybody a topic of their own');
      if (address.length < 16)
        report(
          path,
          'an ntfy topic is readable by whoever knows it, and this one is short enough to guess',
          'use at least 16 random characters',
        );
      topics.set(address, person.id);
    }
  }
}

function warnAboutUnusedPolicies(handbook: Handbook, report: Report): void {
  const used = new Set(Object.values(handbook.services).map((service) => service.escalation));
  for (const id of Object.keys(handbook.escalation)) {
    if (!used.has(id)) report(['escalation', id], 'no service uses this escalation policy', 'name it in a service, or remove it', 'key');
  }
}

/** A line of the status page that no service speaks for never changes by a draft. Guide: G2.5 */
function warnAboutSilentComponents({ services, components = {} }: Handbook, report: Report): void {
  const spoken = new Set(Object.values(services).flatMap((service) => service.components ?? []));
  for (const id of Object.keys(components)) {
    if (!spoken.has(id)) report(['components', id], 'no service names this component', 'name it in the components of a service', 'key');
  }
}
