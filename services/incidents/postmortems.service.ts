import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/instant.js';
import type { Viewer } from '../access/access.model.js';
import { Database } from '../persistence/database.js';
import type { PostmortemRevision } from '../persistence/postmortem-revisions.repository.js';
import { poolOf } from '../persistence/sql.js';
import { actorOf, sightOf } from './acting.js';
import { type Edit, PostmortemTextsService } from './postmortem-texts.service.js';

export interface EditRequest extends Omit<Edit, 'author'> {
  readonly onBehalfOf?: string | undefined;
}

/** What API clients read and write of postmortems. */
@Injectable()
export class PostmortemsService {
  private readonly texts: PostmortemTextsService;
  constructor(dataSource: Database) {
    this.texts = new PostmortemTextsService(poolOf(dataSource));
  }

  /** `until`: as it was then. */
  newest(viewer: Viewer, key: string, until?: Instant): Promise<PostmortemRevision | null> {
    return this.texts.newest(sightOf(viewer), key, until);
  }

  /** The new revision's number. Throws what the text is refused for. */
  edit(viewer: Viewer, { onBehalfOf, ...edit }: EditRequest): Promise<number> {
    const by = actorOf(viewer, onBehalfOf);
    return this.texts.edit(sightOf(viewer, by), { ...edit, author: by.person });
  }
}
