import { Command } from 'commander';
import { count, incidentKey, withJson } from './flags.js';
import type { JsonFlag } from './output.js';
import type { EditFlags, LearnFlags, PublishFlags } from './postmortem/postmortem.action.js';

const KEY = 'for example INC-1042 or 1042';
const BEHALF = 'the person who acts, where the token is a tool’s';

export const postmortemCommand = (): Command =>
  new Command('postmortem')
    .description('Read, write, publish and assign what was learnt from an incident')
    .addCommand(showCommand())
    .addCommand(editCommand())
    .addCommand(publishCommand())
    .addCommand(assignCommand());

const on = (command: Command): Command => withJson(command.argument('<key>', KEY, incidentKey));

const acting = (command: Command): Command =>
  on(command)
    .option('--command-id <id>', 'the same id acts once, however often it is sent; a new one when absent')
    .option('--on-behalf-of <person>', BEHALF);

const showCommand = (): Command =>
  on(
    new Command('show').description(
      'What is published of it and what was written since, whose it is, until when, and what still holds the incident open',
    ),
  ).action(async (key: string, flags: JsonFlag) => (await import('./postmortem/postmortem.action.js')).show(key, flags));

const editCommand = (): Command =>
  on(new Command('edit').description('Write the next revision, from a file or from standard input'))
    .requiredOption('--file <path>', 'the whole text in Markdown; - for standard input')
    .option('--based-on <revision>', 'the revision that you have read; the newest one when absent', count)
    .option('--on-behalf-of <person>', BEHALF)
    .action(async (key: string, flags: EditFlags) => (await import('./postmortem/postmortem.action.js')).edit(key, flags));

const publishCommand = (): Command =>
  acting(new Command('publish').description('Publish the newest revision; the incident closes when nothing else is missing'))
    .option('--revision <revision>', 'the revision that you have read; the newest one when absent', count)
    .option('--nothing-to-do <reason>', 'why nothing is left to do')
    .action(async (key: string, flags: PublishFlags) => (await import('./postmortem/postmortem.action.js')).publish(key, flags));

const assignCommand = (): Command =>
  acting(new Command('assign').description('Give it to somebody else'))
    .requiredOption('--to <person>', 'who writes it from now on')
    .action(async (key: string, flags: LearnFlags & { readonly to: string }) =>
      (await import('./postmortem/postmortem.action.js')).assign(key, flags),
    );
