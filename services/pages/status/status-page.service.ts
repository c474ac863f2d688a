import { Inject, Injectable } from '@nestjs/common';
import { DirectoryService } from '../../incidents/directory.service.js';
import { Database } from '../../persistence/database.js';
import { poolOf } from '../../persistence/sql.js';
import { PublicIncidents } from './public-incidents.repository.js';
import { type StatusBoard, statusBoard } from './status-board.js';

/** What the public reads, for those who are signed in. */
@Injectable()
export class StatusPageService {
  private readonly reads: PublicIncidents;

  constructor(
    dataSource: Database,
    @Inject(DirectoryService) private readonly directory: Pick<DirectoryService, 'current'>,
  ) {
    this.reads = new PublicIncidents(poolOf(dataSource));
  }

  async board(): Promise<StatusBoard> {
    const [incidents, current] = await Promise.all([this.reads.board(), this.directory.current()]);
    return statusBoard(incidents, current?.handbook ?? null);
  }
}
