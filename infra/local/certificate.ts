// tsyringe inside @peculiar/x509 needs the metadata API before it is loaded.
import 'reflect-metadata';
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { join } from 'node:path';
import * as x509 from '@peculiar/x509';
import { readFileIfThere, writeFileAtomically } from './atomic-file.ts';

export interface Certificate {
  /** PEM. */
  readonly certificate: string;
  /** PEM, PKCS #8. */
  readonly privateKey: string;
}

export interface CertificateRequest {
  /** Folder that keeps it: `certificate.pem` and `key.pem` (mode 0600). */
  readonly folder: string;
  /** IPv4 address or name that phones use. */
  readonly host: string;
  readonly now: Date;
}

const DAY_MS = 86_400_000;
/** Safari refuses server certificates of more than 398 days. */
const VALID_DAYS = 397;
const RENEW_BEFORE_DAYS = 30;
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

const nameOf = (host: string): x509.JsonGeneralName =>
  isIP(host) === 0 ? { type: 'dns', value: host } : { type: 'ip', value: host };

function alternativeNames(host: string): x509.JsonGeneralNames {
  const hosts = new Set(['localhost', '127.0.0.1', host]);
  return [...hosts].map(nameOf);
}

async function makeCertificate({ host, now }: CertificateRequest): Promise<Certificate> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const serialNumber = Buffer.from(crypto.getRandomValues(new Uint8Array(15))).toString('hex');
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    // RFC 5280 §4.1.2.2: positive and at most 20 octets.
    serialNumber: `01${serialNumber}`,
    name: 'CN=shuangshu local',
    // A day of grace for phones whose clock is behind.
    notBefore: new Date(now.getTime() - DAY_MS),
    notAfter: new Date(now.getTime() + (VALID_DAYS - 1) * DAY_MS),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(alternativeNames(host)),
    ],
  });
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: certificate.toString('pem'),
    privateKey: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY'),
  };
}

function serves(certificate: X509Certificate, { host, now }: CertificateRequest): boolean {
  const named = isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host);
  const expiresMs = Date.parse(certificate.validTo);
  return named !== undefined && expiresMs - now.getTime() > RENEW_BEFORE_DAYS * DAY_MS;
}

/**
 * The kept self-signed certificate, or a new one when there is none, when it does not name `host`, or when it ends
 * within 30 days. Names localhost, 127.0.0.1 and `host`; ECDSA P-256; 397 days.
 */
export async function loadCertificate(request: CertificateRequest): Promise<Certificate> {
  const certificatePath = join(request.folder, 'certificate.pem');
  const keyPath = join(request.folder, 'key.pem');
  const [certificate, privateKey] = await Promise.all([readFileIfThere(certificatePath), readFileIfThere(keyPath)]);
  if (certificate !== undefined && privateKey !== undefined && serves(new X509Certificate(certificate), request)) {
    return { certificate: certificate.toString('utf8'), privateKey: privateKey.toString('utf8') };
  }
  const made = await makeCertificate(request);
  await writeFileAtomically(keyPath, made.privateKey);
  await writeFileAtomically(certificatePath, made.certificate);
  return made;
}
