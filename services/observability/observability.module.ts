import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';

/** `/live`, `/ready`, `/metrics`. Needs, visible everywhere: a `DataSource`, `METRICS_REGISTRY`; `TEMPORAL_PROBE` if there is one. */
@Module({ imports: [AccessModule], controllers: [HealthController, MetricsController] })
export class ObservabilityModule {}
