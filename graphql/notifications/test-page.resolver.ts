import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Viewer } from '../../services/access/access.model.js';
import { TestPageService } from '../../services/notifications/test-page.service.js';
import { CurrentViewer } from '../access/current-viewer.decorator.js';
import { Requires } from '../access/requires.decorator.js';
import { INPUT } from '../support/input-argument.js';
import { SendTestPageInput, SendTestPagePayload } from './test-page.model.js';

@Resolver()
export class TestPageResolver {
  constructor(private readonly pages: TestPageService) {}

  @Mutation(() => SendTestPagePayload, {
    description: 'Pages one person over each of their contact methods at once, marked as a test; nobody else is paged.',
  })
  @Requires('incidents:declare')
  sendTestPage(@Args('input', INPUT) { person }: SendTestPageInput, @CurrentViewer() viewer: Viewer) {
    return this.pages.send(viewer, person);
  }
}
