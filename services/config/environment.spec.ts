import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeSettings, EnvironmentError, readEnvironment } from './environment.js';

describe('the environment', () => {
  it('has a usable default for everything', () => {
    expect(readEnvironment({})).toMatchObject({ TOCSIN_PORT: 8080, TOCSIN_LISTEN: '127.0.0.1', TEMPORAL_NAMESPACE: 'default' });
  });

  it('names every problem at once, and no secret', () => {
    const read = (): unknown =>
      readEnvironment({
        DATABASE_URL: 'mysql://hunter2@x',
        TOCSIN_PORT: '99999',
        TEMPORAL_ADDRESS: 'nowhere',
        TOCSIN_LINK_SECRET: 'hunter2',
      });
    expect(read).toThrow(EnvironmentError);
    expect(read).toThrow(/DATABASE_URL: .*TEMPORAL_ADDRESS: .*TOCSIN_PORT: .*TOCSIN_LINK_SECRET: /s);
    expect(read).not.toThrow(/hunter2/);
  });

  it('takes a secret from a file, but not from both places', () => {
    const directory = mkdtempSync(join(tmpdir(), 'tocsin-environment-'));
    const file = join(directory, 'secret');
    writeFileSync(file, `${'0123456789abcdef'.repeat(2)}\n`);
    try {
      expect(readEnvironment({ TOCSIN_LINK_SECRET_FILE: file }).TOCSIN_LINK_SECRET).toBe('0123456789abcdef'.repeat(2));
      expect(() => readEnvironment({ TOCSIN_LINK_SECRET_FILE: file, TOCSIN_LINK_SECRET: '0123456789abcdef'.repeat(2) })).toThrow(
        /not both/,
      );
      expect(() => readEnvironment({ TOCSIN_LINK_SECRET_FILE: join(directory, 'missing') })).toThrow(/TOCSIN_LINK_SECRET_FILE: ENOENT/);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('refuses what the channels would refuse later, with the way out', () => {
    const read = (): unknown =>
      readEnvironment({
        TOCSIN_LINK_SECRET: 'sixteen letters!',
        TOCSIN_WEBHOOK_SECRET: 'secret'.repeat(9),
        TOCSIN_MAIL_FROM: 'nobody',
        NTFY_TOPICS: 'a topic',
      });
    expect(read).toThrow(/NTFY_TOPICS.*TOCSIN_WEBHOOK_SECRET: .*whsec_/s);
    expect(read).toThrow(/TOCSIN_LINK_SECRET: .*32 bytes/);
    expect(read).toThrow(/TOCSIN_MAIL_FROM: /);
  });

  it('says what each variable means', () => {
    expect(describeSettings().filter(({ meaning }) => meaning === '')).toEqual([]);
  });
});
