import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  type OperationDefinitionNode,
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

function isDeeper(context: ValidationContext, root: SelectionSetNode, limit: number): boolean {
  const stack: { set: SelectionSetNode; depth: number; within: readonly string[] }[] = [{ set: root, depth: 1, within: [] }];
  /** The deepest level at which a fragment was looked into: again at that level or above tells nothing new. */
  const seen = new Map<string, number>();
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    if (top.depth > limit) return true;
    for (const selection of top.set.selections) {
      if (selection.kind === 'Field') {
        const introspects = selection.name.value.startsWith('__');
        if (selection.selectionSet !== undefined && !introspects) stack.push({ ...top, set: selection.selectionSet, depth: top.depth + 1 });
      } else if (selection.kind === 'InlineFragment') {
        stack.push({ ...top, set: selection.selectionSet });
      } else {
        const name = selection.name.value;
        const fragment: FragmentDefinitionNode | null | undefined = context.getFragment(name);
        if (fragment == null || top.within.includes(name) || (seen.get(name) ?? 0) >= top.depth) continue;
        seen.set(name, top.depth);
        stack.push({ set: fragment.selectionSet, depth: top.depth, within: [...top.within, name] });
      }
    }
  }
  return false;
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
