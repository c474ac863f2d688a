/** Who may import whom: docs/architecture.md. Each rule has a tree in test/guards/fixtures/boundaries that it must reject. */

const SPEC = '\\.spec\\.ts$';
const npm = (...names) => `(^|/)node_modules/(${names.join('|')})/`;
const NEST = ['@nestjs/[^/]+', 'reflect-metadata', 'rxjs'];
const INFRASTRUCTURE = 'orchestration|persistence|config|observability';
const COMPOSITION = '^services/(apps/|orchestration/(worker|replay))';

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

const purity = [
  rule(
    'domain-is-pure',
    'domain/ imports nothing outside domain/: no npm, no node:*',
    { path: '^domain/', pathNot: SPEC },
    { pathNot: '^domain/' },
  ),
];

const workflows = [
  rule(
    'workflows-stay-deterministic',
    'workflows/ reaches domain/, its own files, the types of activities/index.ts and the workflow SDK',
    { path: '^workflows/', pathNot: SPEC },
    { pathNot: ['^(domain|workflows)/', '^activities/index\\.ts$', npm('@temporalio/(workflow|common)')] },
  ),
  rule(
    'workflows-take-activity-types-only',
    'an activity reached by value would run inside the sandbox: import type',
    { path: '^workflows/', pathNot: SPEC },
    { path: '^activities/', dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'workflows-know-no-zones',
    'zones and rotations are resolved in activities: tzdata differs by Node version',
    { path: '^workflows/', pathNot: SPEC },
    { path: '^domain/oncall/', dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'contracts-are-shared',
    'workflows/contracts is loaded by the API: domain and @temporalio/common only',
    { path: '^workflows/contracts/', pathNot: SPEC },
    { pathNot: ['^(domain|workflows/contracts)/', npm('@temporalio/common')] },
  ),
];

const activities = [
  rule(
    'activities-use-ports',
    'an activity reaches domain/, its own context, ports and the activity SDK',
    { path: '^activities/([^/]+)/', pathNot: SPEC },
    { pathNot: ['^domain/', '^activities/($1|ports)/', '^workflows/contracts/', npm('@temporalio/(activity|common)')] },
  ),
  rule(
    'activities-take-contract-types-only',
    'activities share the shapes of workflows/contracts, not its code',
    { path: '^activities/', pathNot: SPEC },
    { path: '^workflows/', dependencyTypesNot: ['type-only'] },
  ),
];

const services = [
  rule(
    'one-temporal-client',
    'only services/orchestration talks to Temporal',
    { path: '^(domain|workflows|activities|services|graphql)/', pathNot: ['^services/orchestration/', SPEC] },
    { path: npm('@temporalio/client') },
  ),
  rule(
    'one-temporal-worker',
    'only the composition of a process makes a Worker',
    { path: '^(domain|workflows|activities|services|graphql)/', pathNot: [COMPOSITION, SPEC] },
    { path: npm('@temporalio/(worker|testing)') },
  ),
  rule(
    'services-implement-ports',
    'a service knows activities by their ports; only the composition of a worker makes activities',
    { path: '^services/', pathNot: [COMPOSITION, SPEC] },
    { path: '^activities/', pathNot: '^activities/ports/' },
  ),
  rule(
    'ports-are-types',
    'ports are interfaces: import type',
    { path: '^services/', pathNot: [COMPOSITION, SPEC] },
    { path: '^activities/ports/', dependencyTypesNot: ['type-only'] },
  ),
  rule(
    'workflow-code-runs-in-workers',
    'services share workflows/contracts and nothing else of workflows/',
    { path: '^services/', pathNot: SPEC },
    { path: '^workflows/', pathNot: '^workflows/contracts/' },
  ),
  rule(
    'contracts-are-for-orchestration',
    'only services/orchestration and the apps speak in workflow contracts',
    { path: '^services/', pathNot: ['^services/(orchestration|apps)/', SPEC] },
    { path: '^workflows/' },
  ),
  rule(
    'contexts-meet-at-services',
    'another context is used through its *.service.ts or the *.port.ts it offers, and wired through its *.module.ts; its shapes come by import type',
    { path: '^services/([^/]+)/', pathNot: ['^services/apps/', SPEC] },
    {
      path: '^services/',
      pathNot: [`^services/($1|${INFRASTRUCTURE})/`, '\\.(service|port|module)\\.ts$'],
      dependencyTypesNot: ['type-only'],
    },
  ),
  rule(
    'infrastructure-knows-no-context',
    'persistence, integrations and config are below the contexts',
    { path: '^services/(persistence|integrations|config)/', pathNot: SPEC },
    { path: '^services/', pathNot: ['^services/($1|config|observability)/'] },
  ),
  rule(
    'vendors-behind-integrations',
    "a vendor's SDK is reached through services/integrations",
    { path: '^(domain|workflows|activities|services|graphql)/', pathNot: ['^services/integrations/', SPEC] },
    { path: npm('nodemailer', 'standardwebhooks', '@slack/[^/]+', 'twilio', 'web-push', '@octokit/[^/]+') },
  ),
  rule(
    'database-behind-services',
    'typeorm belongs to services/persistence, pg to it and to repositories',
    { path: '^(domain|workflows|activities|services|graphql)/', pathNot: ['^services/(persistence|embedded|apps)/', SPEC] },
    { path: npm('typeorm', '@nestjs/typeorm') },
  ),
];

const graphql = [
  rule(
    'graphql-delegates',
    'a resolver delegates to a context, never to what lies below it: no repository, no SQL, no orchestration, no integration',
    { path: '^graphql/', pathNot: SPEC },
    {
      path: ['^services/(persistence|orchestration|integrations|embedded|apps)/', '\\.(repository|sql)\\.ts$'],
      dependencyTypesNot: ['type-only'],
    },
  ),
  rule(
    'graphql-is-transport',
    'graphql/ sees domain/ and services, never workflows/ or activities/',
    { path: '^graphql/', pathNot: SPEC },
    { path: '^(workflows|activities)/' },
  ),
  rule(
    'graphql-needs-no-driver',
    'graphql/ imports Nest, GraphQL and what HTTP needs: no temporal, no typeorm, no pg; the explorer is a page of its own',
    { path: '^graphql/', pathNot: ['^graphql/explorer/', SPEC] },
    {
      pathNot: [
        '^(domain|services|graphql|workflows|activities)/',
        '^(crypto|http|stream)$',
        '^graphql-ws/',
        npm(...NEST, 'graphql', 'graphql-ws', 'ws', 'mercurius', 'dataloader', 'fastify'),
      ],
    },
  ),
];

const LAYERS = '^(domain|workflows|activities|services|graphql)/';
const hygiene = [
  rule('no-cycles', 'two modules that need each other are one module, or lack a third', {}, { circular: true }),
  rule(
    'no-orphans',
    'nothing imports it and it imports nothing: remove it',
    { orphan: true, path: LAYERS, pathNot: [SPEC, '\\.d\\.m?ts$'] },
    {},
  ),
  rule(
    'no-test-code-in-production',
    'production code never reaches test/ or a spec',
    { path: LAYERS, pathNot: SPEC },
    { path: ['^test/', SPEC] },
  ),
  rule(
    'no-development-packages',
    'a package that production needs is a dependency',
    { path: LAYERS, pathNot: SPEC },
    { dependencyTypes: ['npm-dev'] },
  ),
  rule(
    'no-unknown-packages',
    'a package that package.json does not list, or a path that does not exist',
    { path: LAYERS },
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown'], pathNot: ['^graphql-ws/use/', '^graphiql/style'] }, // exports that the resolver does not see
  ),
];

export default {
  forbidden: [...purity, ...workflows, ...activities, ...services, ...graphql, ...hygiene],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^dist/', '^test/guards/fixtures/'] },
    tsPreCompilationDeps: true,
    detectJSDocImports: false,
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.mjs', '.json'], conditionNames: ['import', 'node', 'default'] },
  },
};
