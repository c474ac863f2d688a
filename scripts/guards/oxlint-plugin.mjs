/** Project rules that see one file at a time. What needs the whole program is in handler-commands.mjs. */

const CLOCK_METHODS = { Date: ['now'], performance: ['now'], process: ['hrtime', 'uptime'] };

const nameOf = (node) => (node?.type === 'Identifier' ? node.name : undefined);

const reportClock = (context, node, what) =>
  context.report({
    node,
    message: `${what} reads a clock. Incident time is the \`at\` of the workflow's event: take it as a parameter; infrastructure uses services/config/clock.ts, workflows use workflows/support/workflow-clock.ts.`,
  });

const noClock = {
  meta: { type: 'problem', docs: { description: 'Incident data takes its time from the workflow event, never from a clock.' } },
  create: (context) => ({
    MemberExpression(node) {
      const object = nameOf(node.object);
      const property = nameOf(node.property);
      if (object !== undefined && CLOCK_METHODS[object]?.includes(property)) reportClock(context, node, `${object}.${property}`);
    },
    NewExpression(node) {
      if (nameOf(node.callee) === 'Date' && node.arguments.length === 0) reportClock(context, node, 'new Date()');
    },
    CallExpression(node) {
      if (nameOf(node.callee) === 'Date') reportClock(context, node, 'Date()');
    },
  }),
};

const SQL_CLOCK =
  /\b(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\s*\(\s*\)|\b(?:current_timestamp|localtimestamp)\b/i;
const INCIDENT_TABLE =
  /\b(?:from|join|into|update|table|only|using)\s+(?:if\s+not\s+exists\s+)?(?:incidents|incident_\w+|pages|deliveries|alerts|alert_\w+|clocks|status_posts|postmortems|follow_ups)\b/i;

const noSqlClock = {
  meta: { type: 'problem', docs: { description: 'A statement on incident tables takes every instant as a parameter.' } },
  create: (context) => {
    const check = (node, text) => {
      const clock = SQL_CLOCK.exec(text);
      const table = clock === null ? null : INCIDENT_TABLE.exec(text);
      if (table === null) return;
      context.report({
        node,
        message: `SQL reads the database's clock (${clock[0]}) beside incident data (${table[0].trim()}). Pass the instant as a parameter: rows take \`at\` from the event.`,
      });
    };
    return {
      Literal: (node) => (typeof node.value === 'string' ? check(node, node.value) : undefined),
      TemplateLiteral: (node) => check(node, node.quasis.map((quasi) => quasi.value.cooked ?? '').join(' $ ')),
    };
  },
};

const isBoolean = (parameter) =>
  parameter.typeAnnotation?.typeAnnotation?.type === 'TSBooleanKeyword' ||
  (parameter.type === 'AssignmentPattern' && (isBoolean(parameter.left) || typeof parameter.right.value === 'boolean'));

const noBooleanParameter = {
  meta: { type: 'suggestion', docs: { description: 'A call such as page(person, true) says nothing: name the two cases.' } },
  create: (context) => {
    const check = (node) => {
      for (const parameter of node.params.filter((candidate) => candidate.type !== 'TSParameterProperty' && isBoolean(candidate))) {
        context.report({
          node: parameter,
          message: 'A boolean parameter hides its meaning at the call: use two functions, a union of words or an options object.',
        });
      }
    };
    return { FunctionDeclaration: check, 'MethodDefinition > FunctionExpression': check };
  },
};

const plugin = {
  meta: { name: 'tocsin' },
  rules: { 'no-clock': noClock, 'no-sql-clock': noSqlClock, 'no-boolean-parameter': noBooleanParameter },
};

export default plugin;
