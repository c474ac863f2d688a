import { Command } from 'commander';
import { z } from 'zod';
import { DomainFailure } from '../../../domain/error.js';
import { incidentKey, withJson } from './flags.js';
import { ask } from './graphql.js';
import { answer, type JsonFlag, table } from './output.js';
import { findServer } from './server.js';

export const whyCommand = (): Command =>
  new Command('why')
    .description('Why somebody was paged, or was not')
    .addCommand(
      withJson(new Command('paged').description('From the alert to the receipts, each with its handbook line'))
        .argument('<incident>', 'for example INC-1042', incidentKey)
        .argument('<person>', 'as the handbook names them')
        .action(paged),
    )
    .addCommand(
      withJson(new Command('not-paged').description('Who held each rung instead, why they were skipped, or what ended the ladder'))
        .argument('<incident>', 'for example INC-1042', incidentKey)
        .argument('<person>', 'as the handbook names them')
        .action(notPaged),
    );

const link = z.object({
  kind: z.string(),
  words: z.string(),
  versionId: z.number().nullable(),
  line: z.object({ path: z.string(), line: z.number() }).nullable(),
});
const LINK = '{ kind words versionId line { path line } }';
type Link = z.infer<typeof link>;

const PAGES = `query Pages($incident: ID!, $person: ID!) { pages(incident: $incident, person: $person, first: 100) { nodes { id at reason } } }`;
const pagesShape = z.object({ pages: z.object({ nodes: z.array(z.object({ id: z.string(), at: z.string(), reason: z.string() })) }) });
const PAGED = `query Why($page: ID!) { whyPaged(page: $page) ${LINK} }`;
const pagedShape = z.object({ whyPaged: z.array(link).nullable() });
const NOT_PAGED = `query WhyNot($person: ID!, $incident: ID!) { whyNotPaged(person: $person, incident: $incident) { pages reasons ${LINK} } }`;
const notPagedShape = z.object({ whyNotPaged: z.object({ pages: z.array(z.string()), reasons: z.array(link) }).nullable() });

async function paged(incident: string, person: string, flags: JsonFlag): Promise<void> {
  const server = findServer();
  const { pages } = await ask(server, { document: PAGES, variables: { incident, person }, shape: pagesShape });
  const explained = await Promise.all(
    pages.nodes.toReversed().map(async (page) => {
      const { whyPaged } = await ask(server, { document: PAGED, variables: { page: page.id }, shape: pagedShape });
      return { page: page.id, at: page.at, chain: whyPaged ?? [] };
    }),
  );
  if (explained.length === 0) {
    const hint = `Ask: tocsin why not-paged ${incident} ${person}`;
    throw new DomainFailure({ code: 'NOT_FOUND', detail: `${person} was not paged for ${incident}`, hint });
  }
  answer({ pages: explained }, flags, () =>
    explained.map(({ at, chain }) => [`paged at ${at}`, linksTable(chain)].join('\n')).join('\n\n'),
  );
}

async function notPaged(incident: string, person: string, flags: JsonFlag): Promise<void> {
  const { whyNotPaged } = await ask(findServer(), { document: NOT_PAGED, variables: { incident, person }, shape: notPagedShape });
  if (whyNotPaged === null) throw new DomainFailure({ code: 'NOT_FOUND', detail: `there is no incident ${incident}` });
  const { pages, reasons } = whyNotPaged;
  const after = pages.length === 0 ? [] : [`${person} was paged ${pages.length} times: tocsin why paged ${incident} ${person}`];
  answer(whyNotPaged, flags, () => [...after, linksTable(reasons)].join('\n'));
}

const linksTable = (links: readonly Link[]): string =>
  table(
    ['WHAT', 'HANDBOOK', 'WHY'],
    links.map(({ kind, words, versionId, line }) => [
      kind.toLowerCase(),
      line === null ? '' : `version ${versionId ?? '?'} line ${line.line}`,
      words,
    ]),
  );
