import { createPersonLinks, type PersonLinks } from '../config/person-links.js';

/** Links that read a request for cover, and accept or decline it while it waits, as one person. */
export const createCoverLinks = (options: { readonly secret: string; readonly publicUrl: string }): PersonLinks =>
  createPersonLinks({ ...options, page: 'cover', purpose: 'tocsin cover link v1', version: 'tc1' });
