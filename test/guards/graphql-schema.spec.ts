import { readFileSync } from 'node:fs';
import { Query, Resolver } from '@nestjs/graphql';
import { buildSchema as fromText } from 'graphql';
import { Requires } from '../../graphql/access/requires.decorator.js';
import { undeclaredFields } from '../../graphql/access/undeclared-fields.js';
import { buildSchema, printedSchema, undescribed } from '../../graphql/generate-schema.js';
import { RESOLVERS } from '../../graphql/resolvers.js';

@Resolver()
class CarelessResolver {
  @Query(() => String)
  @Requires('incidents:read')
  guarded(): string {
    return '';
  }

  @Query(() => String)
  open(): string {
    return '';
  }
}

describe('the default-deny rule', () => {
  it('finds a field without a declared permission', () => {
    expect(undeclaredFields([CarelessResolver])).toEqual(['CarelessResolver.open']);
  });

  it('holds for every query, mutation and subscription', async () => {
    expect(undeclaredFields(RESOLVERS)).toEqual([]);
    const schema = await buildSchema();
    const fields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
      Object.keys(type?.getFields() ?? {}),
    );
    expect(fields.length).toBeGreaterThan(30);
  });
});

describe('the schema', () => {
  it('is its own manual: whatever has no description is found', async () => {
    const bare = fromText('type Query { a(b: Int): E } enum E { X } input I { y: Int } type T { i(v: I): Int }');
    expect(undescribed(bare)).toEqual(['Query.a', 'Query.a(b)', 'E', 'E.X', 'I', 'I.y', 'T', 'T.i', 'T.i(v)']);
    expect(undescribed(await buildSchema())).toEqual([]);
  });

  it('is committed as it is', async () => {
    expect(readFileSync(new URL('../../graphql/schema.graphql', import.meta.url), 'utf8')).toBe(await printedSchema());
  });
});
