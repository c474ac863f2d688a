import { SetMetadata } from '@nestjs/common';
import type { Permission } from '../../services/access/access.model.js';

export const REQUIRES = 'tocsin:requires';

/** What a field asks of the viewer. Without this a query, mutation or subscription is refused to everybody. */
export const Requires = (permission: Permission | 'ANYBODY') => SetMetadata(REQUIRES, permission);
