import { connect, type PeerCertificate } from 'node:tls';
import { CERTIFICATE_DAYS_LEFT } from '../certificate-days.ts';
import { type Finding, green, note, red } from './finding.ts';
import { isOnThisMachine } from './loopback.ts';

const DAY_MS = 86_400_000;
const TIMEOUT_MS = 10_000;
const HTTPS_PORT = 443;

/** What a phone sees of a certificate. */
export interface SeenCertificate {
  readonly validToMs: number;
  /** Why a phone would not trust it, as TLS names it; `null` when it would. */
  readonly distrust: string | null;
}

const seenOf = ({ valid_to }: PeerCertificate, distrust: Error | null): SeenCertificate => ({
  validToMs: Date.parse(valid_to),
  distrust: distrust === null ? null : 'code' in distrust ? String(distrust.code) : distrust.name,
});

/**
 * Shakes hands as a phone would and looks at the certificate, trusted or not.
 *
 * @throws Error when nobody shakes hands
 */
export function lookAtCertificate(origin: string): Promise<SeenCertificate> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: hostname,
      port: port === '' ? HTTPS_PORT : Number(port),
      // Names alone: TLS has no server name for an address.
      ...(/^[\d.]+$/.test(hostname) ? {} : { servername: hostname }),
      // An untrusted one is to be told with its days; nothing is sent over this connection.
      rejectUnauthorized: false,
      timeout: TIMEOUT_MS,
    });
    socket.once('secureConnect', () => {
      // Of TLS an error, or its code.
      const { authorizationError } = socket;
      const distrust = socket.authorized ? null : Object.assign(new Error('untrusted'), { code: authorizationError });
      resolve(seenOf(socket.getPeerCertificate(), distrust));
      socket.destroy();
    });
    socket.once('timeout', () => socket.destroy(new Error('timed out')));
    socket.once('error', reject);
  });
}

const RENEW = {
  zh: '换证书并重新部署；见 docs/operations/watch.md 的 certificate',
  en: 'renew it and deploy; docs/operations/watch.md, certificate',
};

/** Whether phones will trust the certificate, with time to spare. */
export function judgeCertificate({ validToMs, distrust }: SeenCertificate, nowMs: number): Finding {
  const days = Math.floor((validToMs - nowMs) / DAY_MS);
  if (distrust !== null)
    return red(
      'certificate',
      {
        zh: `手机不会信任（${distrust}），还有 ${days} 天`,
        en: `phones will not trust it (${distrust}); ${days} days left`,
      },
      RENEW,
    );
  const left = { zh: `还有 ${days} 天`, en: `${days} days left` };
  if (days < CERTIFICATE_DAYS_LEFT) return red('certificate', left, RENEW);
  return green('certificate', left.zh, left.en);
}

export async function checkCertificate(origin: string, nowMs: number): Promise<Finding> {
  if (isOnThisMachine(origin))
    return note('certificate', '本机部署，不经过 TLS', 'a deployment on this machine, without TLS');
  if (new URL(origin).protocol !== 'https:')
    return red(
      'certificate',
      { zh: '没有 TLS', en: 'there is no TLS' },
      { zh: '真的大会只能走 https', en: 'a real meeting needs https' },
    );
  try {
    return judgeCertificate(await lookAtCertificate(origin), nowMs);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'TLS';
    return red('certificate', { zh: `握手不成（${code}）`, en: `nobody shakes hands (${code})` }, RENEW);
  }
}
