import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { DomainFailure } from '../../domain/error.js';
import { actorName, type Viewer } from '../../services/access/access.model.js';
import type { MadeKey } from '../../services/alerts/integration-key.model.js';
import { IntegrationKeysService } from '../../services/alerts/integration-keys.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { INPUT } from '../support/input-argument.js';
import {
  CreateIntegrationInput,
  CreateIntegrationPayload,
  Integration,
  IntegrationKeyInput,
  RevokeIntegrationPayload,
  RotateIntegrationPayload,
} from './integration.model.js';

@Resolver()
export class IntegrationResolver {
  constructor(private readonly keys: IntegrationKeysService) {}

  @Query(() => [Integration], { description: 'The keys with which monitors send alerts.' })
  @Requires('integrations:manage')
  integrations() {
    return this.keys.list();
  }

  @Mutation(() => CreateIntegrationPayload, { description: 'Makes a key with which a monitor sends alerts.' })
  @Requires('integrations:manage')
  async createIntegration(@Args('input', INPUT) { name, kind }: CreateIntegrationInput, @CurrentViewer() viewer: Viewer) {
    return madeOf(await this.keys.create({ name, kind, by: actorName(viewer) }));
  }

  @Mutation(() => RotateIntegrationPayload, {
    description: 'Makes a second key for the same monitor; both work until the first one is revoked.',
  })
  @Requires('integrations:manage')
  async rotateIntegration(@Args('input', INPUT) { id }: IntegrationKeyInput, @CurrentViewer() viewer: Viewer) {
    return madeOf(await this.keys.rotate(id, actorName(viewer)));
  }

  @Mutation(() => RevokeIntegrationPayload, { description: 'Makes a key void; its later use is counted and shown.' })
  @Requires('integrations:manage')
  async revokeIntegration(@Args('input', INPUT) { id }: IntegrationKeyInput, @CurrentViewer() viewer: Viewer) {
    await this.keys.revoke(id, actorName(viewer));
    const integration = (await this.keys.list()).find((key) => key.id === id);
    if (integration === undefined) throw new DomainFailure({ code: 'NOT_FOUND', field: 'id', detail: 'there is no such integration' });
    return { integration };
  }
}

const madeOf = ({ key, secret }: MadeKey) => ({ integration: key, secret });
