import { proxySinks, type WorkflowInterceptors, type WorkflowInternalsInterceptor, workflowInfo } from '@temporalio/workflow';
import type { AuditSinks } from './contracts/audit-sinks.js';
import { AUDIT_REPLAY } from './contracts/ids.js';

const { audit } = proxySinks<AuditSinks>();

/**
 * Tells an audit every command that a workflow issues, with its inputs. Part of every bundle, so that every build can be audited; outside
 * an audit it compares one name and does nothing. It changes no command.
 */
const tellAudit: WorkflowInternalsInterceptor = {
  concludeActivation(input, next) {
    const concluded = next(input);
    if (workflowInfo().taskQueue.startsWith(AUDIT_REPLAY) && concluded.commands.length > 0) audit.issued(concluded.commands);
    return concluded;
  },
};

export const interceptors = (): WorkflowInterceptors => ({ internals: [tellAudit] });
