import { z } from 'zod';

/** What every list and every answer says of an incident. */
export const INCIDENT_FIELDS = `
  key title status severity severityConfirmed urgency visibility test path
  service { id name } holder { id name }
  detectedAt acknowledgedAt resolvedAt closedAt nextDeadline nextDeadlineAt firingAlerts totalAlerts handbookVersionId`;

const named = z.object({ id: z.string(), name: z.string() });

export const incidentSchema = z.object({
  key: z.string(),
  title: z.string(),
  status: z.string(),
  severity: z.string(),
  severityConfirmed: z.boolean(),
  urgency: z.string(),
  visibility: z.string(),
  test: z.boolean(),
  path: z.string(),
  service: named,
  holder: named.nullable(),
  detectedAt: z.string(),
  acknowledgedAt: z.string().nullable(),
  resolvedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  nextDeadline: z.string().nullable(),
  nextDeadlineAt: z.string().nullable(),
  firingAlerts: z.number(),
  totalAlerts: z.number(),
  handbookVersionId: z.number(),
});

export type IncidentLine = z.infer<typeof incidentSchema>;

const deliverySchema = z.object({
  method: z.string(),
  channel: z.string(),
  status: z.string(),
  attempts: z.number(),
  error: z.string().nullable(),
  intendedAt: z.string(),
  settledAt: z.string().nullable(),
});

export const PAGE_FIELDS =
  'id person { id name } reason urgency at deliveries { method channel status attempts error intendedAt settledAt }';

export const pageSchema = z.object({
  id: z.string(),
  person: named,
  reason: z.string(),
  urgency: z.string(),
  at: z.string(),
  deliveries: z.array(deliverySchema),
});

export type PageLine = z.infer<typeof pageSchema>;

export const ENTRY_FIELDS = 'seq at type summary by { person { id } tool via verified }';

export const entrySchema = z.object({
  seq: z.number(),
  at: z.string(),
  type: z.string(),
  summary: z.string(),
  by: z.object({ person: z.object({ id: z.string() }), tool: z.string().nullable(), via: z.string(), verified: z.boolean() }).nullable(),
});

export type TimelineLine = z.infer<typeof entrySchema>;
