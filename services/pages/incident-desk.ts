import type { DomainError } from '../../domain/error.js';
import type { CommandKind } from '../../domain/incidents/incident-command.model.js';
import type { CommandAnswer } from '../orchestration/incident-commands.port.js';
import { errorAnswer, NOT_FOUND, statusOf, UNAVAILABLE } from './error-page.js';
import { IncidentActions, type Press, pressOf } from './incident-actions.service.js';
import type { IncidentFacts } from './incident-page.model.js';
import { IncidentPages } from './incident-page.service.js';
import { type Done, plainAnswer, staleNotice } from './notices.js';
import { PageAccess } from './page-access.js';
import { incidentPath, signInPath } from './page-paths.js';
import type { PagesDependencies } from './pages.ports.js';
import { bareAckPage } from './unread-page.view.js';
import type { PageViewer } from './viewer.js';
import { page, plain, seeOther, type WebAnswer, type WebRequest, wantsHtml } from './web.js';

/** The incident page's two doors: look, and act. */
export class IncidentDesk {
  private readonly access: PageAccess;
  private readonly pages: IncidentPages;
  private readonly actions: IncidentActions;

  constructor(deps: PagesDependencies) {
    this.access = new PageAccess(deps);
    this.pages = new IncidentPages(deps);
    this.actions = new IncidentActions(deps);
  }

  get base(): string {
    return this.pages.base;
  }

  async show(key: string, request: WebRequest): Promise<WebAnswer> {
    const viewer = await this.access.viewer(request, key);
    if (!viewer.ok) return this.turnedAway(request, viewer.error, key);
    const done = doneIn(request);
    const before = Number(request.query['before'] ?? Number.NaN);
    const ask = {
      ...(Number.isSafeInteger(before) && before > 0 && before < 2 ** 31 ? { before } : {}),
      ...(done === null ? {} : { commandId: done.commandId }),
    };
    const facts = await this.facts(key, viewer.value, ask);
    if (facts === 'unreadable') return this.unreadable(request, key, viewer.value);
    if (facts === null) return errorAnswer(request, NOT_FOUND, this.base);
    return page(200, await this.pages.render({ facts, viewer: viewer.value, done }));
  }

  async act(key: string, kind: CommandKind, request: WebRequest): Promise<WebAnswer> {
    const viewer = await this.access.viewer(request, key);
    if (!viewer.ok) return this.turnedAway(request, viewer.error, key);
    const may = this.access.mayPost(request, viewer.value);
    if (!may.ok) return errorAnswer(request, may.error, this.base);
    const facts = await this.facts(key, viewer.value, {});
    if (facts === null) return errorAnswer(request, NOT_FOUND, this.base);
    // A link's own signature says enough to act on when the record cannot be read; a session's sight is the record's.
    if (facts === 'unreadable' && viewer.value.kind !== 'LINK') return errorAnswer(request, UNAVAILABLE, this.base);
    const known = facts === 'unreadable' ? null : facts;
    const press = pressOf(request, { key, kind, viewer: viewer.value });
    const pressed = await this.actions.press(press, known);
    if (!pressed.ok) return await this.refused(request, press, { error: pressed.error, facts: known });
    return await this.acted(request, press, { answer: pressed.value, facts: known });
  }

  private async acted(
    request: WebRequest,
    press: Press,
    { answer, facts }: { readonly answer: CommandAnswer | 'stale'; readonly facts: IncidentFacts | null },
  ): Promise<WebAnswer> {
    const { key, viewer, commandId } = press;
    const done: Record<string, string> = answer === 'stale' ? {} : { done: commandId, as: answer.outcome };
    if (wantsHtml(request)) return seeOther(incidentPath({ base: this.base, facts: { key }, viewer }, done));
    if (facts === null) return plain(200, `${key}: ${answer === 'stale' ? 'stale' : answer.outcome}`);
    const seen = { facts: (await this.factsAfter(key, viewer)) ?? facts, viewer, ...(await this.pages.lens(viewer.person)) };
    return plain(200, answer === 'stale' ? `${key}: ${staleNotice(seen)?.text ?? 'stale'}` : plainAnswer(answer, seen));
  }

  /** The page again, with the reason beside the form and what was typed still in it. */
  private async refused(
    request: WebRequest,
    press: Press,
    { error, facts }: { readonly error: DomainError; readonly facts: IncidentFacts | null },
  ): Promise<WebAnswer> {
    if (!wantsHtml(request) || facts === null) return errorAnswer(request, error, this.base);
    const { viewer, kind, input, commandId } = press;
    const isFateUnknown = error.code === 'UNAVAILABLE';
    const refusal = {
      kind,
      input,
      reason: error.detail,
      ...(error.hint === undefined ? {} : { hint: error.hint }),
      ...(isFateUnknown ? { commandId } : {}),
    };
    const notice = { tone: 'bad' as const, text: `Not done: ${error.detail}.${error.hint === undefined ? '' : ` ${error.hint}`}` };
    const now = (await this.factsAfter(press.key, viewer)) ?? facts;
    return page(statusOf(error.code), await this.pages.render({ facts: now, viewer, notice, refusal }));
  }

  private async facts(
    key: string,
    viewer: PageViewer,
    ask: { readonly before?: number; readonly commandId?: string },
  ): Promise<IncidentFacts | null | 'unreadable'> {
    if (!KEY.test(key)) return null;
    try {
      return await this.pages.read(key, viewer, ask);
    } catch {
      return 'unreadable'; // said on the page, and a link still acknowledges
    }
  }

  private async factsAfter(key: string, viewer: PageViewer): Promise<IncidentFacts | null> {
    const facts = await this.facts(key, viewer, {});
    return facts === 'unreadable' ? null : facts;
  }

  private unreadable(request: WebRequest, key: string, viewer: PageViewer): WebAnswer {
    if (viewer.kind !== 'LINK' || !wantsHtml(request)) return errorAnswer(request, UNAVAILABLE, this.base);
    return page(503, bareAckPage({ base: this.base, facts: { key }, viewer }));
  }

  private turnedAway(request: WebRequest, error: DomainError, key: string): WebAnswer {
    if (error.code !== 'UNAUTHENTICATED' || !wantsHtml(request)) return errorAnswer(request, error, this.base);
    return seeOther(signInPath({ base: this.base, facts: { key } }));
  }
}

/** Whatever looks otherwise is nobody's key, and never asked for. */
const KEY = /^[A-Z]{1,10}-\d{1,15}$/;
const COMMAND_ID = /^[\w-]{1,100}$/;

/** What our own redirect brought back. */
function doneIn(request: WebRequest): Done | null {
  const commandId = request.query['done'] ?? '';
  const outcome = (['APPLIED', 'DECIDED', 'PENDING', 'ALREADY'] as const).find((one) => one === request.query['as']);
  return outcome === undefined || !COMMAND_ID.test(commandId) ? null : { commandId, outcome };
}
