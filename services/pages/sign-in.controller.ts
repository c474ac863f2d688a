import { Controller, Get, Inject, Post, Req, Res } from '@nestjs/common';
import { DomainFailure } from '../../domain/error.js';
import { formInputOf } from './command-input.js';
import { errorAnswer, statusOf, UNAVAILABLE } from './error-page.js';
import { textOf } from './form-text.js';
import { PAGES_DEPENDENCIES, type PagesDependencies } from './pages.ports.js';
import { clearedCookie, isFormKey, isFromElsewhere, sessionCookie, sessionIn } from './session-cookie.js';
import { localPath, signInPage } from './sign-in.view.js';
import { type HttpReply, type HttpRequest, page, seeOther, send, type WebAnswer, type WebRequest, webRequest } from './web.js';

/** A token becomes a session cookie, and is seen nowhere again. */
@Controller()
export class SignInController {
  private readonly base: string;

  constructor(@Inject(PAGES_DEPENDENCIES) private readonly deps: PagesDependencies) {
    this.base = new URL(deps.publicUrl).pathname.replace(/\/+$/, '');
  }

  @Get('sign-in')
  async show(@Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    await send(reply, page(200, signInPage({ base: this.base, next: this.next(webRequest(request).query['next']), problem: null })));
  }

  @Post('sign-in')
  async signIn(@Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    await send(reply, await this.signedIn(webRequest(request)));
  }

  @Post('sign-out')
  async signOut(@Req() request: HttpRequest, @Res() reply: HttpReply): Promise<void> {
    await send(reply, await this.signedOut(webRequest(request)));
  }

  private async signedIn(request: WebRequest): Promise<WebAnswer> {
    const input = formInputOf(request.body);
    const next = this.next(textOf(input, 'next'));
    const again = (status: number, problem: string): WebAnswer => page(status, signInPage({ base: this.base, next, problem }));
    if (isFromElsewhere(request, this.deps.publicUrl)) return again(403, 'This form was sent from another site. Press here instead.');
    try {
      const { session, expiresAt } = await this.deps.sessions.openSession(textOf(input, 'token'));
      const scope = { base: this.base, publicUrl: this.deps.publicUrl, now: this.deps.clock.now() };
      return seeOther(next, { 'set-cookie': sessionCookie(session, expiresAt, scope) });
    } catch (error) {
      if (!(error instanceof DomainFailure)) return again(503, 'Nobody can sign in just now. Try again in a moment.');
      const { code, detail } = error.error;
      return again(statusOf(code), code === 'UNAUTHENTICATED' ? 'This token is not valid.' : `Refused: ${detail}.`);
    }
  }

  private async signedOut(request: WebRequest): Promise<WebAnswer> {
    const session = sessionIn(request);
    const isOurs = !isFromElsewhere(request, this.deps.publicUrl) && isFormKey(session, textOf(formInputOf(request.body), 'formKey'));
    if (!isOurs) return errorAnswer(request, { code: 'FORBIDDEN', detail: 'this form was not sent from our page' }, this.base);
    try {
      await this.deps.sessions.closeSession(session);
    } catch {
      return errorAnswer(request, UNAVAILABLE, this.base); // the session lives on: the reader is not told otherwise
    }
    return seeOther(`${this.base}/sign-in`, { 'set-cookie': clearedCookie({ base: this.base, publicUrl: this.deps.publicUrl }) });
  }

  private next(offered: string | undefined): string {
    return localPath(offered, `${this.base}/incidents`);
  }
}
