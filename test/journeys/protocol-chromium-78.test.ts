import { createPrivateKey, createPublicKey } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { build } from 'esbuild';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blindSign } from '../../functions/draw/blind-sign.ts';
import { verifySignature } from '../../shared/protocol/blind-signature.ts';
import { toHex } from '../../shared/protocol/bytes.ts';
import { openBallots } from '../../shared/protocol/opening.ts';
import { importTokenKey } from '../../shared/protocol/token-key.ts';
import { manifest, openAll, sessionHash } from '../unit/protocol/made-session.ts';
import { b64uBytes, hexBytes, vectors } from '../unit/protocol/vectors.ts';
import { launchChromium78 } from './browsers/launch-chromium-78.ts';
import { PATIENCE_MS } from './browsers/patience.ts';

// What a page of 2019 would run: the same files as in Node, as the page build lowers them.
const PAGE = `
import * as bytes from './shared/protocol/bytes.ts';
import { blind, finalize } from './shared/protocol/blind-signature.ts';
import { checkBundle } from './shared/protocol/check-bundle.ts';
import { manifestHash, parseManifest } from './shared/protocol/manifest.ts';
import { sealBallot } from './shared/protocol/seal.ts';
import { generateTellerKeys, trialSucceeds } from './shared/protocol/teller-keys.ts';
import { importTokenKey } from './shared/protocol/token-key.ts';
const random = (length) => crypto.getRandomValues(new Uint8Array(length));
const manifestOf = (json) => parseManifest(json).manifest;
window.protocol = {
  check: async (bundle) => (await checkBundle(bundle)),
  trial: async () => trialSucceeds(await generateTellerKeys(), random),
  async blind(tokenKey, message) {
    const key = await importTokenKey(bytes.fromB64u(tokenKey));
    const { blinded, inverse } = await blind(key, bytes.fromHex(message), random);
    return { blinded: bytes.toHex(blinded), inverse: bytes.toHex(inverse) };
  },
  async finalize(tokenKey, message, blindSignature, inverse) {
    const key = await importTokenKey(bytes.fromB64u(tokenKey));
    const answer = { blindSignature: bytes.fromHex(blindSignature), inverse: bytes.fromHex(inverse) };
    return bytes.toHex(await finalize(key, bytes.fromHex(message), answer));
  },
  async seal(json, nonce, signature, scores) {
    const manifest = manifestOf(json);
    const token = { nonce: bytes.fromHex(nonce), signature: bytes.fromHex(signature) };
    return bytes.toB64u(await sealBallot({ manifest, manifestHash: await manifestHash(manifest), token, scores, random }));
  },
};
`;

describe('the protocol in Chromium 78', () => {
  let browser: Browser;
  let page: Page;
  let server: Server;

  beforeAll(async () => {
    const stdin = { contents: PAGE, resolveDir: process.cwd(), loader: 'ts' as const };
    const options = { bundle: true, write: false as const, format: 'iife' as const, target: 'chrome78' };
    const [script] = (await build({ stdin, ...options })).outputFiles;
    // WebCrypto wants a secure context; localhost is one, a page without an address is not.
    server = createServer((_, response) => response.end('<!doctype html><title>protocol</title>'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    browser = await launchChromium78();
    page = await browser.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(`http://127.0.0.1:${address.port}/`);
    await page.evaluate(script?.text ?? '');
  });
  afterAll(async () => {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
  });

  const run = (name: string, ...values: readonly unknown[]): Promise<unknown> =>
    page.evaluate(`window.protocol.${name}(${values.map((value) => JSON.stringify(value)).join()})`);

  test('counts the sealed bundle of the vectors to the same result, with nothing wrong', async () => {
    expect(await run('check', vectors.sealedBundle)).toMatchObject({
      kind: 'sealed',
      defects: [],
      checkCode: vectors.checkCode,
      result: vectors.result,
    });
  });

  test("makes a teller's keys that pass the trial", async () => {
    expect(await run('trial')).toBe(true);
  });

  test('draws a token and seals a ballot that open on the server and at the tellers', async () => {
    const message = `${'ab'.repeat(80)}`;
    const drawn = (await run('blind', manifest.tokenKey, message)) as { blinded: string; inverse: string };
    const privateKey = createPrivateKey({
      key: Buffer.from(vectors.tokenPrivateKeyPkcs8, 'hex'),
      format: 'der',
      type: 'pkcs8',
    });
    const signed = blindSign({ privateKey, publicKey: createPublicKey(privateKey) }, hexBytes(drawn.blinded));
    if (!signed.ok) throw new Error(signed.code);
    const blindSignature = toHex(signed.blindSignature);
    const signature = String(await run('finalize', manifest.tokenKey, message, blindSignature, drawn.inverse));
    const key = await importTokenKey(b64uBytes(manifest.tokenKey));
    expect(key && (await verifySignature(key, hexBytes(message), hexBytes(signature)))).toBe(true);

    const [ballot] = vectors.ballots;
    const scores = ballot?.scores.map((score) => (score === 255 ? null : score)) ?? [];
    const sealed = await run('seal', manifest, ballot?.nonce, ballot?.signature, scores);
    const ballots = [b64uBytes(String(sealed))];
    const openedBy = ['delegates', 'inspection'] as const;
    const opened = await openAll(ballots, openedBy);
    const found = await openBallots({ manifest, manifestHash: sessionHash, ballots, openedBy, opened });
    expect(found).toEqual([{ scores }]);
  });
});
