import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { GraphQLInputObjectType, GraphQLObjectType, type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { RESOLVERS } from './resolvers.js';

const HEADER = `# The API of Tocsin. Generated from graphql/ by \`npm run generate\`; do not edit.\n\n`;

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/** The schema as the server serves it, from the resolvers' metadata alone: no database, no server. */
export async function buildSchema(): Promise<GraphQLSchema> {
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  try {
    return await app.get(GraphQLSchemaFactory).create(RESOLVERS);
  } finally {
    await app.close();
  }
}

/** `graphql/schema.graphql`: the same text for the same code, whatever the order of imports. */
export async function printedSchema(): Promise<string> {
  return `${HEADER}${printSchema(lexicographicSortSchema(await buildSchema()))}\n`;
}

/** Whatever in the schema has no description, as `Type.field(argument)`. */
export function undescribed(schema: GraphQLSchema): readonly string[] {
  const types = Object.values(schema.getTypeMap()).filter(
    ({ name }) => !name.startsWith('__') && !['String', 'Int', 'Float', 'Boolean', 'ID'].includes(name),
  );
  const silent = (one: { readonly description?: string | null | undefined }): boolean => (one.description ?? '').trim() === '';
  return types.flatMap((type): string[] => {
    const found = silent(type) && !ROOTS.has(type.name) ? [type.name] : [];
    if (type instanceof GraphQLInputObjectType)
      found.push(
        ...Object.values(type.getFields())
          .filter(silent)
          .map((field) => `${type.name}.${field.name}`),
      );
    if (type instanceof GraphQLObjectType) {
      for (const field of Object.values(type.getFields())) {
        const name = `${type.name}.${field.name}`;
        if (silent(field)) found.push(name);
        found.push(...field.args.filter(silent).map((argument) => `${name}(${argument.name})`));
      }
    }
    if ('getValues' in type)
      found.push(
        ...type
          .getValues()
          .filter(silent)
          .map((value) => `${type.name}.${value.name}`),
      );
    return found;
  });
}
