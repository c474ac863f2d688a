import { DomainFailure } from '../../domain/error.js';

/** The address under which people reach this server, without a slash at its end. Throws `INVALID_INPUT` where it is none. */
export function baseUrlOf(publicUrl: string): string {
  if (/^https?:\/\/[^/?#]+[^?#]*$/i.test(publicUrl) && URL.canParse(publicUrl)) return publicUrl.replace(/\/+$/, '');
  throw new DomainFailure({
    code: 'INVALID_INPUT',
    field: 'publicUrl',
    detail: 'the public URL must begin with http:// or https:// and a host',
    hint: 'for example https://tocsin.example',
  });
}
