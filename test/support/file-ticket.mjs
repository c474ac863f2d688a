/** Files one ticket over a build, and dies by SIGKILL at `point`: nothing is tidied up, as in a crash. `{ root, databaseUrl, github, request, times, point }` in argv[2]. */
import pg from 'pg';

const { root, databaseUrl, github, request, times, point } = JSON.parse(process.argv[2]);
const load = (module) => import(new URL(`dist/services/${module}.js`, `file://${root}/`).href);
const { createGithubTickets } = await load('integrations/github/github.tickets');
const { TicketDeskService } = await load('tickets/ticket-desk.service');
const { TicketIntentsRepository } = await load('tickets/ticket-intents.repository');

const dieAt = (here) => {
  if (here !== point) return;
  process.kill(process.pid, 'SIGKILL');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); // nothing more is done
};

/** `target` with `method` dying before or after it. */
const dying = (target, method, points) =>
  new Proxy(target, {
    get: (_, name) => {
      if (name !== method) return typeof target[name] === 'function' ? target[name].bind(target) : target[name];
      return async (...args) => {
        dieAt(points.before);
        const result = await target[method](...args);
        dieAt(points.after);
        return result;
      };
    },
  });

const pool = new pg.Pool({ connectionString: databaseUrl });
const steps = [
  ['take', { after: 'AFTER_THE_INTENT' }],
  ['ask', { after: 'BEFORE_THE_REQUEST' }],
  ['filed', { before: 'BEFORE_THE_RECEIPT', after: 'AFTER_THE_RECEIPT' }],
];
const intents = steps.reduce((target, [method, points]) => dying(target, method, points), new TicketIntentsRepository(pool));
const tracker = createGithubTickets({ ...github, policy: { alsoAllow: ['loopback'] } });
process.stdout.write('filing\n');
await new TicketDeskService({ intents, tracker, times }).file(request);
await pool.end();
