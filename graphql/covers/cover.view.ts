import type { Cover as Found } from '../../domain/covers/cover.model.js';
import type { CoverWarning as FoundWarning } from '../../domain/oncall/cover-warnings.js';
import type { DirectoryService } from '../../services/incidents/directory.service.js';
import { personOf } from '../handbook/directory.view.js';
import type { Cover, CoverWarning } from './cover.model.js';

export function coverView(directory: DirectoryService, cover: Found): Cover {
  const { person, relieves, by, endedBy } = cover;
  return {
    ...cover,
    person: personOf(directory, person),
    relieves: relieves.map((one) => personOf(directory, one)),
    by: personOf(directory, by),
    endedBy: endedBy === null ? null : personOf(directory, endedBy),
  };
}

export const warningView = (directory: DirectoryService, { person, ...warning }: FoundWarning): CoverWarning => ({
  ...warning,
  person: personOf(directory, person),
});
