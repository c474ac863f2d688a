import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';

export interface PatientRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Nothing else ends the wait. */
  readonly signal: AbortSignal;
}

/** For an answer that takes long: `fetch` gives up where none has begun within five minutes, whatever its signal says. Rejects like `fetch`. */
export async function patientRequest(url: string, { body, ...options }: PatientRequest): Promise<Response> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return await new Promise((resolve, reject) => {
    const asked = request(url, options, (answer) => {
      text(answer)
        .then((said) => resolve(new Response(said, { status: answer.statusCode ?? 500 })))
        .catch(reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
