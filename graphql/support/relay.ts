import type { Type } from '@nestjs/common';
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql';
import { DomainFailure } from '../../domain/error.js';

export const MAX_PAGE = 100;
const PAGE = 20;

@ObjectType({ description: 'Where a page of a list ends, and whether there is more.' })
export class PageInfo {
  @Field(() => Boolean, { description: 'Whether more follow.' })
  readonly hasNextPage!: boolean;
  @Field(() => Boolean, { description: 'Whether this page began after a cursor.' })
  readonly hasPreviousPage!: boolean;
  @Field(() => String, { nullable: true, description: 'The first edge’s cursor.' })
  readonly startCursor!: string | null;
  @Field(() => String, { nullable: true, description: 'The last edge’s cursor: `after` of the next page.' })
  readonly endCursor!: string | null;
}

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly nodes: readonly T[];
  readonly pageInfo: PageInfo;
}

/** The connection and edge types of `node`, by the Relay specification, and `nodes` for those who need no cursors. */
export function connectionOf(node: Type<unknown>, name: string): Type<Connection<unknown>> {
  @ObjectType(`${name}Edge`, { description: `One ${name} in a list, with its place.` })
  class NodeEdge {
    @Field(() => String, { description: 'The place in the list; opaque.' })
    readonly cursor!: string;
    @Field(() => node, { description: `The ${name}.` })
    readonly node!: unknown;
  }

  @ObjectType({ isAbstract: true })
  abstract class NodeConnection {
    @Field(() => [NodeEdge], { description: 'What was found, with cursors.' })
    readonly edges!: readonly Edge<unknown>[];
    @Field(() => [node], { description: 'What was found, without cursors.' })
    readonly nodes!: readonly unknown[];
    @Field(() => PageInfo, { description: 'Whether there is more.' })
    readonly pageInfo!: PageInfo;
  }
  return NodeConnection as Type<Connection<unknown>>;
}

export interface FoundPage<T> {
  readonly rows: readonly T[];
  readonly hasNext: boolean;
}

/** A connection whose edges are made when they are asked for: most readers want `nodes`. */
export function toConnection<T>(found: FoundPage<T>, after: string | null | undefined, cursorOf: (row: T) => string): Connection<T> {
  const { rows, hasNext } = found;
  const [first] = rows;
  const last = rows.at(-1);
  return {
    get edges() {
      return rows.map((node) => ({ cursor: cursorOf(node), node }));
    },
    nodes: rows,
    pageInfo: {
      hasNextPage: hasNext,
      hasPreviousPage: after !== undefined && after !== null,
      startCursor: first === undefined ? null : cursorOf(first),
      endCursor: last === undefined ? null : cursorOf(last),
    },
  };
}

/** Keyset cursors: what the order is by, never an offset, so that rows that come and go shift nothing. */
export const encodeCursor = (...parts: readonly (string | number)[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');

/** The parts of a cursor of ours. Throws `INVALID_INPUT` for any other text. */
export function decodeCursor(cursor: string): readonly [number, ...(string | number)[]] {
  const parts = parsed(Buffer.from(cursor.slice(0, 500), 'base64url').toString('utf8'));
  const [first, ...rest] = Array.isArray(parts) ? (parts as readonly unknown[]) : [];
  if (isWhole(first) && rest.every(isPart)) return [first, ...rest];
  throw new DomainFailure({
    code: 'INVALID_INPUT',
    field: 'after',
    detail: 'this is not a cursor of ours',
    hint: 'pass endCursor as it was given',
  });
}

/** Numbers and instants alike: what PostgreSQL compares with its own, and JavaScript does not round. */
const isWhole = (part: unknown): part is number => typeof part === 'number' && Number.isSafeInteger(part) && Math.abs(part) <= LAST_INSTANT;
const LAST_INSTANT = 8.64e15;
const isPart = (part: unknown): part is string | number => isWhole(part) || (typeof part === 'string' && !part.includes('\0'));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused by the caller like any text that is not ours
  }
}

/** How many; null is as good as not said. Throws `LIMIT_EXCEEDED` unless it is 1 to 100. */
export function pageSize(asked: number | null): number {
  const first = asked ?? PAGE;
  if (first >= 1 && first <= MAX_PAGE) return first;
  throw new DomainFailure({
    code: 'LIMIT_EXCEEDED',
    field: 'first',
    detail: `first is between 1 and ${MAX_PAGE}`,
    hint: 'read on with after: endCursor',
  });
}

/** For fields that only take a size. */
export const FIRST = { type: () => Int, nullable: true, defaultValue: PAGE, description: 'How many at most, 1 to 100.' } as const;

@ArgsType()
export abstract class ConnectionArgs {
  @Field(() => Int, { nullable: true, defaultValue: PAGE, description: 'How many at most, 1 to 100.' })
  readonly first!: number | null;
  @Field(() => String, { nullable: true, description: '`endCursor` of the page before.' })
  readonly after?: string | null;
}
