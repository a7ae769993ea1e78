import { randomUUID } from 'node:crypto';
import type { Hall } from '../../integration/ballot/hall.ts';

/** What goes with both requests of one phone and with nobody else's. */
export interface Marks {
  readonly address: string;
  readonly agent: string;
  readonly trace: string;
  readonly session: string;
  readonly requestId: string;
}
export type MarkName = keyof Marks;

export const marksOf = (delegate: number): Marks => ({
  address: `10.20.30.${100 + delegate}`,
  agent: `Mozilla/5.0 (Phone ${delegate}; ${randomUUID()})`,
  trace: `Root=1-${randomUUID().replaceAll('-', '')}`,
  session: `sid=${randomUUID()}`,
  requestId: randomUUID(),
});

export const senderOf = ({ address, agent, trace, session, requestId }: Marks): Hall['sender'] => ({
  headers: {
    'user-agent': agent,
    'x-forwarded-for': address,
    'cloudfront-viewer-address': `${address}:50123`,
    'x-amzn-trace-id': trace,
    cookie: session,
    referer: `https://county.example/vote/?${requestId}`,
  },
  requestContext: {
    requestId,
    http: { sourceIp: address, userAgent: agent, method: 'POST', path: '/', protocol: 'HTTP/1.1' },
  },
});

export const MARKS = ['address', 'agent', 'trace', 'session', 'requestId'] as const satisfies readonly MarkName[];

/** What each of them is called. */
export const MARK_NAMES: Readonly<Record<MarkName, string>> = {
  address: 'the address',
  agent: 'the browser’s own name',
  trace: 'the trace',
  session: 'a cookie',
  requestId: 'the request’s id',
};
