import { readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const PACKAGES = path.resolve('node_modules/@temporalio');

/** With a second copy every `historyFromJSON`, and so every replay, throws "type must be a Type". */
it('every package of Temporal reads histories with the same copy of protobufjs', () => {
  const packages = readdirSync(PACKAGES);
  expect(packages).toEqual(expect.arrayContaining(['client', 'common', 'proto', 'worker', 'workflow']));
  const copies = packages.map((name) => realpathSync(createRequire(path.join(PACKAGES, name, 'package.json')).resolve('protobufjs')));
  expect(new Set(copies).size).toBe(1);
});
