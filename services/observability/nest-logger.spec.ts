import { NestLogger, withoutSecrets } from './nest-logger.js';

const lines: string[] = [];
const logger = new NestLogger('api', 'info', { write: (line) => lines.push(line) });
const secret = `toc_0123456789abcdef_${'ab'.repeat(32)}`;

describe('the log', () => {
  beforeEach(() => {
    lines.length = 0;
  });

  it('is one JSON line each, with the part that speaks', () => {
    logger.warn('slow', 'Relay');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ name: 'api', context: 'Relay', msg: 'slow' });
  });

  it('[I11] shows no secret of ours, in whatever field or sentence it stands', () => {
    logger.error(`refused ${secret}`, 'Access');
    logger.error({ message: 'failed', deep: { text: `postgres://ada:hunter2@db.example/x ${secret}` }, authorization: 'Bearer x' });
    logger.error(new Error(`at ${secret}`));
    logger.warn(`GET /calendar/tcf_0123456789abcdef_${'ab'.repeat(32)}.ics failed`);
    const text = lines.join('');
    expect(text).not.toContain('ab'.repeat(32));
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('Bearer x');
    expect(text).toContain('toc_0123456789abcdef_[redacted]');
  });

  it('leaves ordinary text alone', () => {
    expect(withoutSecrets('INC-1001 https://tocsin.example:8080/x@y')).toBe('INC-1001 https://tocsin.example:8080/x@y');
  });
});
