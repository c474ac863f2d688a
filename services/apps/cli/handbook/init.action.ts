import { writeFile } from 'node:fs/promises';
import { stderr, stdin } from 'node:process';
import { createInterface, type Interface } from 'node:readline/promises';
import { Command } from 'commander';
import { systemClock } from '../../../config/clock.js';
import { messageOf } from '../../../config/message-of.js';
import { SetupError } from '../../../embedded/setup-error.js';
import { idOf, type NewPerson, newHandbook } from '../../../handbook/new-handbook.js';
import { parseHandbook } from '../../../handbook/parse-handbook.js';
import { printProblem } from '../../../handbook/problem.js';
import { isZone, temporalZoneRules } from '../../../handbook/zone-rules.temporal.js';
import { collect } from '../flags.js';
import { say } from '../output.js';

interface InitFlags {
  readonly name?: string;
  readonly zone?: string;
  readonly person?: readonly NewPerson[];
  readonly service?: readonly string[];
}

export const initCommand = (): Command =>
  new Command('init')
    .description('Write a valid handbook of your own; asks for whatever is not given')
    .argument('[file]', 'where to', 'handbook.yaml')
    .option('--name <name>', 'of the company or product')
    .option('--zone <zone>', 'where you work, for example Europe/Lisbon')
    .option('--person <"name <address>">', 'somebody who is on call, in turn; may be given several times', collect(parsePerson))
    .option(
      '--service <name>',
      'something that can break; may be given several times',
      collect((text) => text),
    )
    .action(init);

async function init(file: string, flags: InitFlags): Promise<void> {
  const answers = await completed(flags);
  const today = temporalZoneRules().toLocal(answers.timezone, systemClock.now()).epochDay;
  const text = newHandbook({ ...answers, today });
  const parsed = parseHandbook(text, file);
  if (!parsed.ok) throw new SetupError(parsed.error.map(printProblem).join('\n'));
  // A file that is there is somebody's work.
  await writeFile(file, text, { flag: 'wx' }).catch((error: unknown) => {
    throw new SetupError(`${file}: ${messageOf(error)}`);
  });
  say(`${file} is written. Read it aloud: tocsin handbook check ${file}`);
  say(`Run it: tocsin up --handbook ${file}, or beside a running server: tocsin handbook plan ${file}`);
}

interface Answers {
  readonly id: string;
  readonly timezone: string;
  readonly people: readonly NewPerson[];
  readonly services: readonly string[];
}

/** What the flags leave open is asked for where a person sits at the terminal. Throws `SetupError` where nobody does. */
async function completed({ name, zone, person, service }: InitFlags): Promise<Answers> {
  const isOpen = name === undefined || zone === undefined || person === undefined;
  if (isOpen && !stdin.isTTY)
    throw new SetupError('nobody to ask here: give --name, --zone and at least one --person "Ada Osei <ada@company.example>"');
  const terminal = isOpen ? createInterface({ input: stdin, output: stderr }) : null;
  try {
    const title = name ?? (await asked(terminal, 'Company or product: '));
    const timezone = checkedZone(zone ?? (await asked(terminal, 'Time zone, for example Europe/Lisbon: ')));
    const people = person ?? (await askedPeople(terminal));
    return { id: idOf(title, 'company'), timezone, people, services: service ?? [title === '' ? 'company' : title] };
  } finally {
    terminal?.close();
  }
}

const asked = async (terminal: Interface | null, question: string): Promise<string> => (await terminal?.question(question))?.trim() ?? '';

async function askedPeople(terminal: Interface | null): Promise<readonly NewPerson[]> {
  const people: NewPerson[] = [];
  for (;;) {
    const hint = people.length === 0 ? 'Who is on call first? Name <address>: ' : 'And then? (empty: nobody else) ';
    const text = await asked(terminal, hint);
    if (text === '' && people.length > 0) return people;
    if (text !== '') people.push(parsePerson(text));
  }
}

function checkedZone(zone: string): string {
  if (!isZone(zone)) throw new SetupError(`--zone ${zone}: not an IANA zone — write for example Europe/Lisbon`);
  return zone;
}

/** `Ada Osei <ada@company.example>` */
function parsePerson(text: string): NewPerson {
  const [, name, email] = /^\s*([^<>]+?)\s*<\s*([^<>\s]+@[^<>\s]+)\s*>\s*$/.exec(text) ?? [];
  if (name === undefined || email === undefined) throw new SetupError(`"${text}": write for example Ada Osei <ada@company.example>`);
  return { name, email };
}
