import { Command } from 'commander';
import { checkCommand } from './handbook/check.action.js';
import { initCommand } from './handbook/init.action.js';
import { applyCommand, planCommand, rollbackCommand } from './handbook/plan.action.js';
import { versionsCommand } from './handbook/versions.action.js';
import { withdrawCommand } from './handbook/withdraw.action.js';

export const handbookCommand = (): Command =>
  new Command('handbook')
    .description('The handbook: write one, check it, plan a change, apply it now or later, go back')
    .addCommand(initCommand())
    .addCommand(checkCommand())
    .addCommand(planCommand())
    .addCommand(applyCommand())
    .addCommand(rollbackCommand())
    .addCommand(withdrawCommand())
    .addCommand(versionsCommand());
