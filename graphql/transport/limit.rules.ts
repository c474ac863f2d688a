import {
  type ASTVisitor,
  GraphQLError,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import { LIMITS } from './limits.js';

/** A document that asks for too much; recognised by what it is, not by its message. */
export class LimitError extends GraphQLError {
  constructor(what: string, limit: number) {
    super(`this document has more than ${limit} ${what}`, {
      extensions: { code: 'LIMIT_EXCEEDED', hint: 'ask for less at once, in several requests' },
    });
  }
}

/** Levels of fields, through fragments. Answers at the first field beyond the limit, so it costs no more than the document. */
export const depthRule: ValidationRule = (context) => ({
  OperationDefinition(operation: OperationDefinitionNode) {
    if (isDeeper(context, operation.selectionSet, LIMITS.depth)) context.reportError(new LimitError('levels', LIMITS.depth));
  },
});

interface Level {
  readonly set: SelectionSetNode;
  readonly depth: number;
}

function isDeeper(context: ValidationContext, root: SelectionSetNode, limit: number): boolean {
  const waiting: Level[] = [{ set: root, depth: 1 }];
  /** The deepest level at which a fragment was looked into: again at that level or above tells nothing new. */
  const seen = new Map<string, number>();
  for (let top = waiting.pop(); top !== undefined; top = waiting.pop()) {
    if (top.depth > limit) return true;
    for (const selection of top.set.selections) {
      const below = levelBelow(context, selection, { depth: top.depth, seen });
      if (below !== undefined) waiting.push(below);
    }
  }
  return false;
}

/** What a selection leads to; undefined: nothing new. A fragment within itself ends at the limit, whoever reports it. */
function levelBelow(
  context: ValidationContext,
  selection: SelectionNode,
  at: { readonly depth: number; readonly seen: Map<string, number> },
): Level | undefined {
  const { depth, seen } = at;
  if (selection.kind === 'InlineFragment') return { set: selection.selectionSet, depth };
  if (selection.kind === 'Field') {
    const isCounted = selection.selectionSet !== undefined && !selection.name.value.startsWith('__');
    return isCounted && selection.selectionSet !== undefined ? { set: selection.selectionSet, depth: depth + 1 } : undefined;
  }
  const name = selection.name.value;
  const fragment = context.getFragment(name);
  if (!fragment || (seen.get(name) ?? 0) >= depth) return undefined;
  seen.set(name, depth);
  return { set: fragment.selectionSet, depth };
}

/** Aliases and directives of the whole document, and the root fields of each mutation. */
export const countRule: ValidationRule = (context): ASTVisitor => {
  const count = { aliases: 0, directives: 0 };
  const add = (what: 'aliases' | 'directives'): void => {
    count[what] += 1;
    if (count[what] === LIMITS[what] + 1) context.reportError(new LimitError(what, LIMITS[what]));
  };
  return {
    Field: ({ alias }) => {
      if (alias !== undefined) add('aliases');
    },
    Directive: () => add('directives'),
    OperationDefinition: ({ operation, selectionSet }) => {
      const tooMany = operation === 'mutation' && selectionSet.selections.length > LIMITS.mutations;
      if (tooMany) context.reportError(new LimitError('commands', LIMITS.mutations));
    },
  };
};

export const LIMIT_RULES: readonly ValidationRule[] = [depthRule, countRule];
