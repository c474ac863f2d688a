import { z } from 'zod';
import { INCIDENT_FIELDS, incidentSchema, PAGE_FIELDS, pageSchema, type TimelineLine } from './incident.shape.js';

/** Everything but the timeline, which has pages of its own. */
export const SHOW = `query Show($key: ID!, $asOf: DateTime) {
  incident(key: $key, asOf: $asOf) {
    ${INCIDENT_FIELDS}
    recurrenceOf declaredBy { id name } availableActions
    commandOffer { from { id } to { id } note checklist brief acceptBy }
    alerts(first: 20) { name summary status priority startsAt endsAt sourceUrl }
    pages(first: 50) { ${PAGE_FIELDS} }
  }
}`;

export const detailSchema = incidentSchema.extend({
  recurrenceOf: z.string().nullable(),
  declaredBy: z.object({ id: z.string(), name: z.string() }).nullable(),
  availableActions: z.array(z.string()),
  commandOffer: z
    .object({
      from: z.object({ id: z.string() }),
      to: z.object({ id: z.string() }),
      note: z.string().nullable(),
      checklist: z.array(z.string()),
      brief: z.array(z.string()),
      acceptBy: z.string(),
    })
    .nullable(),
  alerts: z.array(
    z.object({
      name: z.string(),
      summary: z.string(),
      status: z.string(),
      priority: z.string(),
      startsAt: z.string(),
      endsAt: z.string().nullable(),
      sourceUrl: z.string().nullable(),
    }),
  ),
  pages: z.array(pageSchema),
});

export type IncidentDetail = z.infer<typeof detailSchema> & { readonly timeline: readonly TimelineLine[]; readonly url: string };
