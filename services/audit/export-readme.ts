/** What an export says of itself to whoever opens it years later. */
export const README = `An export of Tocsin's audit record.

  node verify.mjs --key sha256:...     checks all of it; needs Node 20 and nothing else

Take verify.mjs and the id of the key from somewhere else than from here: whoever can change this directory can change both.

incidents/KEY/timeline.jsonl     every event of the incident, in order: { chain, digest, event }
incidents/KEY/histories.jsonl    every workflow run that was archived: { chain, facts, previous }
incidents/KEY/histories/         their histories, gzip
handbook/versions.jsonl          every handbook that ran until the export
handbook/N.yaml                  the text of the versions by which these incidents were handled
seals.jsonl                      the seals that cover all this, each with what follows it up to the next signature
heads.jsonl                      what those seals say of it: { chain, head, length, seal }
keys.pem                         the public keys
manifest.json                    the SHA-256 of every file; manifest.sig is its signature, Ed25519

digest   SHA-256 of the event as canonical JSON: keys sorted by UTF-16 code units, no white space
chain    SHA-256 of the chain before, a newline, and the digest; the chain before the first event is empty
leaf     SHA-256 of the canonical JSON of [chain, length, head]
seal     digest = SHA-256 of the canonical JSON of { at, kind, leaves, number, previous }, of a signature { at, key, kind, number, previous, signature }
signed   the text "tocsin-seal", the number, the instant in ms, and the digest before, joined by newlines

What it proves: that these records are what was sealed, and that whoever held the key signed that.
What it does not prove: anything of events that no seal covers yet, and that what was recorded is true.
`;
