import { Command } from 'commander';
export const pageCommand = (): Command => new Command('page');
