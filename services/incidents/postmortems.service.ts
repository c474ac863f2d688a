import { Injectable } from '@nestjs/common';
import type { Viewer } from '../access/access.model.js';
import { Database } from '../persistence/database.js';
import { poolOf } from '../persistence/sql.js';
import { actorOf, sightOf } from './acting.js';
import { type Edit, type PostmortemTexts, PostmortemTextsService, type Reading } from './postmortem-texts.service.js';

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

  /** null: there is none, or none in sight. */
  read(viewer: Viewer, key: string, reading: Reading): Promise<PostmortemTexts | null> {
    return this.texts.read(sightOf(viewer), key, reading);
  }

  /** The new revision's number. Throws what the text is refused for. */
  edit(viewer: Viewer, { onBehalfOf, ...edit }: EditRequest): Promise<number> {
    const by = actorOf(viewer, onBehalfOf);
    return this.texts.edit(sightOf(viewer, by), { ...edit, author: by.person });
  }
}
