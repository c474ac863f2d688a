import { Command } from 'commander';
import { checkCommand } from './handbook/check.action.js';

export const handbookCommand = (): Command => new Command('handbook').description('The handbook').addCommand(checkCommand());
