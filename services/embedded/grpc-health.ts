import { connect } from 'node:http2';

const SERVING = 1;
const EMPTY_MESSAGE_FRAME = Buffer.alloc(5);
const ANSWER_MS = 1_000;

/** True when the gRPC server at `address` ("host:port") says that it serves (grpc.health.v1). Never throws. */
export function isServing(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const session = connect(`http://${address}`);
    const answer = (serving: boolean): void => {
      resolve(serving);
      session.destroy();
    };
    session.setTimeout(ANSWER_MS, () => answer(false));
    session.once('error', () => answer(false));
    const request = session.request({
      ':method': 'POST',
      ':path': '/grpc.health.v1.Health/Check',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('error', () => answer(false));
    request.once('end', () => answer(statusOf(Buffer.concat(chunks)) === SERVING));
    request.end(EMPTY_MESSAGE_FRAME);
  });
}

/** HealthCheckResponse has one field: `status`, a varint under tag 0x08, after the 5-byte frame header. */
function statusOf(frame: Buffer): number | undefined {
  return frame[5] === 0x08 ? frame[6] : undefined;
}
