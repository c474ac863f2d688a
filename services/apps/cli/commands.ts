import type { Command } from 'commander';

export interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every command; only the chosen one's code is loaded, so that the others cost nothing. */
export const COMMANDS: readonly Entry[] = [
  {
    name: 'up',
    summary: 'Start everything on this machine: PostgreSQL, Temporal, worker and api',
    load: async () => (await import('./up.command.js')).upCommand(),
  },
  {
    name: 'doctor',
    summary: 'Whether everything works, and how to repair what does not',
    load: async () => (await import('./doctor.command.js')).doctorCommand(),
  },
  { name: 'alert', summary: 'Send an alert, as a monitor does', load: async () => (await import('./alert.command.js')).alertCommand() },
  {
    name: 'incident',
    summary: 'List, show, acknowledge, resolve, declare and watch incidents',
    load: async () => (await import('./incident.command.js')).incidentCommand(),
  },
  {
    name: 'status',
    summary: 'What the public is told: the status page and its posts',
    load: async () => (await import('./status.command.js')).statusCommand(),
  },
  {
    name: 'postmortem',
    summary: 'Read, write and publish what was learnt from an incident',
    load: async () => (await import('./postmortem.command.js')).postmortemCommand(),
  },
  {
    name: 'follow-up',
    summary: 'What is to be done after incidents',
    load: async () => (await import('./follow-up.command.js')).followUpCommand(),
  },
  {
    name: 'oncall',
    summary: 'Who is on call; take a shift, or ask somebody to cover one',
    load: async () => (await import('./oncall.command.js')).oncallCommand(),
  },
  {
    name: 'handoff',
    summary: 'List changes of the guard, and accept one',
    load: async () => (await import('./handoff.command.js')).handoffCommand(),
  },
  {
    name: 'page',
    summary: 'Send somebody a test page, and wait for the answer',
    load: async () => (await import('./page.command.js')).pageCommand(),
  },
  {
    name: 'handbook',
    summary: 'Write, check, plan, apply and take back a handbook',
    load: async () => (await import('./handbook.command.js')).handbookCommand(),
  },
  {
    name: 'simulate',
    summary: 'The dated list of pages that an incident would cause',
    load: async () => (await import('./simulate.command.js')).simulateCommand(),
  },
  {
    name: 'audit',
    summary: 'Proof that nothing was changed afterwards',
    load: async () => (await import('./audit.command.js')).auditCommand(),
  },
  {
    name: 'replay',
    summary: 'Execute an incident again, and compare with what is recorded',
    load: async () => (await import('./replay.command.js')).replayCommand(),
  },
  {
    name: 'why',
    summary: 'Why somebody was paged, or was not',
    load: async () => (await import('./why.command.js')).whyCommand(),
  },
  {
    name: 'integration',
    summary: 'The keys with which monitors send alerts',
    load: async () => (await import('./integration.command.js')).integrationCommand(),
  },
  {
    name: 'token',
    summary: 'The tokens with which people and tools use the API',
    load: async () => (await import('./token.command.js')).tokenCommand(),
  },
  ...(['api', 'worker', 'migrate'] as const).map((role) => ({
    name: role,
    summary: {
      api: 'Run the role api alone',
      worker: 'Run the role worker alone',
      migrate: 'Bring the database and the Temporal namespace up to this build, then end',
    }[role],
    load: async () => (await import('./role.command.js')).roleCommand(role),
  })),
];

/** The command that these arguments choose; `help incident` chooses `incident`. */
export function chosenIn(args: readonly string[]): string | undefined {
  const words = args.filter((arg) => !arg.startsWith('-'));
  return words[0] === 'help' ? words[1] : words[0];
}
