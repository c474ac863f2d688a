/** What the Temporal UI can filter incidents by; all of type Keyword, created at boot where they are missing. */
export const SEARCH_ATTRIBUTES = {
  status: 'TocsinStatus',
  severity: 'TocsinSeverity',
  service: 'TocsinService',
  holder: 'TocsinHolder',
} as const;
