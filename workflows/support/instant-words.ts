import type { Instant } from '../../domain/instant.js';

/** `02:25Z`: an operator anywhere reads the same. */
export const clockTime = (at: Instant): string => `${new Date(at).toISOString().slice(11, 16)}Z`;

/** `2026-12-01 21:00Z`: what is days away. */
export const dayTime = (at: Instant): string => `${new Date(at).toISOString().slice(0, 10)} ${clockTime(at)}`;
