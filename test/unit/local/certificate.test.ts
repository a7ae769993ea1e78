import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { loadCertificate } from '../../../infra/local/certificate.ts';

const NOW = new Date('2026-03-01T00:00:00Z');
const DAY_MS = 86_400_000;

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'shuangshu-certificate-'));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

test('names localhost, 127.0.0.1 and the address of phones, for a server, for at most 398 days', async () => {
  const { certificate, privateKey } = await loadCertificate({ folder: await folder(), host: '192.168.1.23', now: NOW });
  const read = new X509Certificate(certificate);
  expect(read.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1, IP Address:192.168.1.23');
  expect(read.verify(read.publicKey)).toBe(true);
  expect(read.ca).toBe(false);
  expect(read.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
  expect(read.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
  expect(Date.parse(read.validTo) - Date.parse(read.validFrom)).toBe(397 * DAY_MS);
  expect(privateKey).toContain('BEGIN PRIVATE KEY');
});

test('is kept, with its key readable by its owner alone', async () => {
  const request = { folder: await folder(), host: '192.168.1.23', now: NOW };
  const first = await loadCertificate(request);
  expect(await loadCertificate(request)).toEqual(first);
  expect((await stat(join(request.folder, 'key.pem'))).mode & 0o777).toBe(0o600);
});

test('is made anew when the machine has another address', async () => {
  const request = { folder: await folder(), host: '192.168.1.23', now: NOW };
  const first = await loadCertificate(request);
  const moved = await loadCertificate({ ...request, host: '10.0.0.7' });
  expect(moved.certificate).not.toBe(first.certificate);
  expect(new X509Certificate(moved.certificate).checkIP('10.0.0.7')).toBe('10.0.0.7');
});

test('is made anew a month before it ends, not sooner', async () => {
  const request = { folder: await folder(), host: 'desk.local', now: NOW };
  const first = await loadCertificate(request);
  const inDays = (days: number) => loadCertificate({ ...request, now: new Date(NOW.getTime() + days * DAY_MS) });
  expect(await inDays(365)).toEqual(first);
  expect((await inDays(367)).certificate).not.toBe(first.certificate);
});
