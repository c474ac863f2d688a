/** What Jest puts into every spec. `jest` itself is not global in ES modules: import it from `@jest/globals`. */
type JestGlobals = typeof import('@jest/globals');

declare const describe: JestGlobals['describe'];
declare const it: JestGlobals['it'];
declare const test: JestGlobals['test'];
declare const expect: JestGlobals['expect'];
declare const beforeAll: JestGlobals['beforeAll'];
declare const beforeEach: JestGlobals['beforeEach'];
declare const afterAll: JestGlobals['afterAll'];
declare const afterEach: JestGlobals['afterEach'];
