import 'reflect-metadata';
import { REQUIRES } from './requires.decorator.js';

const NEST_RESOLVER_TYPE = 'graphql:resolver_type';
const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

type ResolverClass = abstract new (...args: never[]) => object;

/** The root fields of these resolvers that declare no permission, as `Class.method`. */
export function undeclaredFields(resolvers: readonly ResolverClass[]): readonly string[] {
  return resolvers.flatMap((resolver) =>
    Object.entries(Object.getOwnPropertyDescriptors(resolver.prototype as object))
      .filter(([, { value }]) => isRootField(value) && Reflect.getMetadata(REQUIRES, value) === undefined)
      .map(([method]) => `${resolver.name}.${method}`),
  );
}

const isRootField = (method: unknown): method is object =>
  typeof method === 'function' && ROOTS.has(String(Reflect.getMetadata(NEST_RESOLVER_TYPE, method)));
