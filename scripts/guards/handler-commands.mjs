/**
 * Handlers of a workflow issue no command. A handler that schedules an activity, a timer or a child replays in another
 * order than it ran when an Update and a signal share a workflow task. It may push to the inbox and await a condition
 * without a timeout. This follows every call that a handler can reach, through modules, by the compiler's types.
 */
import path from 'node:path';
import ts from 'typescript';

const COMMANDS = new Set([
  'sleep',
  'startChild',
  'executeChild',
  'scheduleActivity',
  'scheduleLocalActivity',
  'continueAsNew',
  'makeContinueAsNewFunc',
  'getExternalWorkflowHandle',
  'patched',
  'deprecatePatch',
  'upsertSearchAttributes',
  'upsertMemo',
  'setTimeout',
  'setInterval',
  'withTimeout',
]); // prettier-ignore
const REGISTRATIONS = new Set(['setHandler', 'setDefaultSignalHandler', 'setDefaultUpdateHandler']);

const isSdk = (file) => /node_modules\/@temporalio\/(workflow|common)\//.test(file);
const isFunctionLike = (node) =>
  ts.isFunctionDeclaration(node) || ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node);

function programOf(root) {
  const config = ts.readConfigFile(ts.findConfigFile(root, ts.sys.fileExists, 'tsconfig.json'), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent({ compilerOptions: config.compilerOptions, files: [] }, ts.sys, root);
  const files = ts.sys.readDirectory(path.join(root, 'workflows'), ['.ts'], ['**/*.spec.ts', '**/*.d.ts']);
  return ts.createProgram(files, { ...options, incremental: false, tsBuildInfoFile: undefined, noEmit: true, types: ['node'] });
}

function symbolAt(checker, node) {
  const symbol = checker.getSymbolAtLocation(node);
  if (symbol === undefined) return undefined;
  return (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
}

const calleeName = (expression) => (ts.isPropertyAccessExpression(expression) ? expression.name : expression);

/** Why this one call is a command of its own, or undefined. */
function commandOf(checker, call) {
  const callee = calleeName(call.expression);
  const name = callee.getText();
  const type = checker.getTypeAtLocation(call.expression);
  if (type.getProperty('executeWithOptions') !== undefined) return `calls the activity ${name}`;
  if (name === 'executeWithOptions') return 'calls an activity';
  const declaration = symbolAt(checker, callee)?.declarations?.[0];
  const file = declaration?.getSourceFile().fileName ?? '';
  const fromPlatform = isSdk(file) || /node_modules\/(typescript\/lib|@types\/node)\//.test(file);
  if (!fromPlatform) return undefined;
  if (COMMANDS.has(name)) return `calls ${name}`;
  if (name === 'condition' && call.arguments.length > 1) return 'awaits a condition with a timeout (a timer)';
  const owner = declaration.parent?.name?.getText?.() ?? '';
  if (/WorkflowHandle$/.test(owner)) return `calls ${owner}.${name}`;
  if (owner === 'CancellationScope' && name === 'cancel') return 'cancels a scope (and with it timers and activities)';
  return undefined;
}

/** The functions that an expression names: itself, a local, an imported one, a method; empty where the types do not say. */
function functionsOf(checker, expression) {
  if (isFunctionLike(expression)) return [expression];
  const declarations = symbolAt(checker, calleeName(expression))?.declarations ?? [];
  return declarations.flatMap((declaration) => {
    if (declaration.getSourceFile().fileName.includes('/node_modules/')) return [];
    if (isFunctionLike(declaration)) return [declaration];
    const initializer = ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration) ? declaration.initializer : undefined;
    return initializer === undefined ? [] : functionsOf(checker, initializer);
  });
}

function commandsReachedFrom(checker, handler) {
  const seen = new Set();
  const found = [];
  const visit = (node, trail) => {
    if (ts.isCallExpression(node)) {
      const command = commandOf(checker, node);
      if (command !== undefined) found.push({ node, command, trail });
      const named = node.arguments.filter((argument) => ts.isIdentifier(argument) || ts.isPropertyAccessExpression(argument));
      for (const callee of [node.expression, ...named]) enter(callee, trail);
    }
    ts.forEachChild(node, (child) => visit(child, trail));
  };
  const enter = (expression, trail) => {
    for (const target of functionsOf(checker, expression).filter((candidate) => !seen.has(candidate))) {
      seen.add(target);
      if (target.body !== undefined) visit(target.body, isFunctionLike(expression) ? trail : [...trail, calleeName(expression).getText()]);
    }
  };
  enter(handler, []);
  return found;
}

/** The handler, and the validator among its options, of each `setHandler(definition, handler, options)`. */
function handlersIn(source) {
  const handlers = [];
  const visit = (node) => {
    if (ts.isCallExpression(node) && REGISTRATIONS.has(calleeName(node.expression).getText())) {
      const isDefault = calleeName(node.expression).getText() !== 'setHandler';
      const [handler, options] = node.arguments.slice(isDefault ? 0 : 1);
      const validators =
        options !== undefined && ts.isObjectLiteralExpression(options) ? options.properties.filter(ts.isPropertyAssignment) : [];
      handlers.push(...[handler, ...validators.map((property) => property.initializer)].filter(Boolean));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return handlers;
}

/** Every command that a handler under `root`/workflows can reach: `[{ file, line, message }]`. */
export function findHandlerCommands(root) {
  const program = programOf(root);
  const checker = program.getTypeChecker();
  const sources = program.getSourceFiles().filter((source) => source.fileName.startsWith(`${path.join(root, 'workflows')}/`));
  return sources.flatMap((source) =>
    handlersIn(source).flatMap((handler) =>
      commandsReachedFrom(checker, handler).map(({ node, command, trail }) => ({
        file: path.relative(root, node.getSourceFile().fileName),
        line: node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1,
        message: `a handler ${command}${trail.length > 0 ? ` (through ${trail.join(' → ')})` : ''}: handlers push to the inbox, the body acts`,
      })),
    ),
  );
}
