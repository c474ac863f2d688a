import { isInputObjectType, isNonNullType } from 'graphql';
import { buildSchema } from '../../../graphql/generate-schema.js';
import { encodeCursor } from '../../../graphql/support/relay.js';
import { type GraphqlWorld, graphqlWorld, NOW, pick } from './graphql-world.js';

let world: GraphqlWorld;
beforeAll(async () => {
  world = await graphqlWorld();
  await world.incidents.begin({ at: NOW });
});
afterAll(() => world.close());

/** The first request runs as it is, the second compiles the document, later ones run compiled: all three must agree. */
async function thrice(query: string, variables?: object) {
  const ask = () => world.ask(query, variables === undefined ? {} : { variables });
  return [await ask(), await ask(), await ask()] as const;
}

describe('a document that is sent again', () => {
  it('is answered as the first time where a variable is left to its default', async () => {
    for (const { errors } of await thrice('query N($first: Int) { incidents(first: $first) { totalCount } }', { first: null }))
      expect(errors).toBeUndefined();
    for (const { data, errors } of await thrice('query D($first: Int! = 1) { incidents(first: $first) { nodes { key } } }')) {
      expect(errors).toBeUndefined();
      expect(pick(data, 'incidents.nodes.length')).toBe(1);
    }
  });

  it('is answered as the first time where a field of an input is left to its default', async () => {
    const input = { title: ' ', service: 'payments', severity: 'SEV3' };
    const declare = 'mutation D($input: DeclareIncidentInput!) { declareIncident(input: $input) { created } }';
    for (const { errors } of await thrice(declare, { input })) expect(errors?.[0]?.extensions).toMatchObject({ field: 'title' });
    const inputs = Object.values((await buildSchema()).getTypeMap()).filter(isInputObjectType);
    const fields = inputs.flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })));
    const ignored = fields.filter(({ field }) => isNonNullType(field.type) && field.defaultValue !== undefined);
    expect(ignored.map(({ type, field }) => `${type.name}.${field.name}`)).toEqual([]); // the compiler overlooks such defaults
  });

  it.each([
    ['a text for a number', 'query V($first: Int!) { incidents(first: $first) { totalCount } }', { first: 'x' }],
    ['no variable', 'query W($first: Int!) { incidents(first: $first) { totalCount } }', {}],
    ['a wrong instant', 'query X($at: DateTime) { onCall(at: $at) { __typename } }', { at: 'yesterday' }],
    ['a list for an object', 'query Y($filter: IncidentFilterInput) { incidents(filter: $filter) { totalCount } }', { filter: [{}] }],
  ])('is refused alike each time: %s', async (_what, query, variables) => {
    for (const { errors } of await thrice(query, variables)) expect(errors?.[0]?.extensions['code']).toBe('INVALID_INPUT');
  });
});

const NUL = '\\u0000';
const LONG = encodeCursor(1e15);
describe('what no database can hold', () => {
  it.each([
    `{ incident(key: "${NUL}") { key } }`,
    `{ incidents(filter: { service: ["a${NUL}"] }) { totalCount } }`,
    `{ incidents(filter: { holder: "${NUL}" }) { totalCount } }`,
    `{ alerts(service: "${NUL}") { nodes { id } } }`,
    `{ pages(person: "${NUL}") { nodes { id } } }`,
    `{ pages(after: "${encodeCursor(1, '\0')}") { nodes { id } } }`,
    ...[1.5, 1e300, -1e17].flatMap((number) => {
      const after = encodeCursor(number);
      return [`{ incidents(after: "${after}") { nodes { key } } }`, `{ alerts(after: "${after}") { nodes { id } } }`];
    }),
  ])('is refused with the field, not with a fault of ours: %s', async (query) => {
    const { errors } = await world.ask(query);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', hint: expect.any(String) });
  });

  it.each([
    ['query V($key: ID!) { incident(key: $key) { key } }', { key: '\ud83d' }, 'key'],
    ['query V($filter: IncidentFilterInput) { incidents(filter: $filter) { totalCount } }', { filter: { holder: 'a\ude00' } }, 'holder'],
  ])('[I12] is refused in a variable too: %s', async (query, variables, field) => {
    const { errors } = await world.ask(query, { variables });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'INVALID_INPUT', field, hint: expect.any(String) });
  });

  it.each([
    `{ incidents(after: "${LONG}") { nodes { key } } }`,
    `{ alerts(after: "${LONG}") { nodes { id } } }`,
    `{ pages(after: "${encodeCursor(8e15, 'x')}") { nodes { id } } }`,
    `{ incidents { nodes { timeline(after: "${LONG}") { nodes { seq } } } } }`,
  ])('is a cursor like any other as long as it is a whole number: %s', async (query) => {
    expect((await world.ask(query)).errors).toBeUndefined();
  });
});
