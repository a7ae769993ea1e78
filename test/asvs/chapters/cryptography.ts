import { type Chapter, exception, notApplicable, tested, testsIn } from '../verdict.ts';

const source = testsIn('test/asvs/source-rules.ts');
const sealed = testsIn('test/unit/protocol/sealed-ballot.test.ts');
const blind = testsIn('test/unit/protocol/blind-signature.test.ts');
const hpke = testsIn('test/unit/protocol/hpke.test.ts');
const shares = testsIn('test/unit/protocol/key-shares.test.ts');
const code = testsIn('test/unit/protocol/code.test.ts');
const WEAK = source('names no weak hash, cipher, mode or padding');

/** V11 */
export const CRYPTOGRAPHY: Chapter = {
  '11.1.1': tested('docs/security.md#keys', 'docs/operations/lost-key.md'),
  '11.1.2': tested('docs/security.md#keys', 'docs/protocol.md#1-arming-keys-and-the-manifest'),
  '11.2.1': exception(
    'Three short pieces are our own, for the weight of the voting page: the phone’s half of the blind signature, the sender’s half of HPKE, the split of a key. All else is WebCrypto, Node’s crypto, KMS and `hpke`.',
    {
      means:
        'No laboratory has examined them. They are held to the RFCs’ vectors and to other libraries in both directions.',
    },
    blind('blinds, signs and finalizes to the published bytes'),
    blind('a message blinded here is signed there, and the other way round'),
    hpke('whatever is sealed, each library opens'),
    shares('shares split here combine in shamir-secret-sharing, and shares split there combine here, at any x'),
  ),
  '11.2.2': exception(
    'Nothing is negotiated, on purpose: one suite a version of the protocol, so that nobody can be led to a weaker one. Keys are new for every session and the wrapping key turns yearly; another algorithm is another version, with new labels and vectors.',
    { means: 'An algorithm that breaks is exchanged by a release between two meetings, not by a setting during one.' },
    testsIn('test/unit/protocol/protocol-vectors.test.ts')('for the result, byte by byte'),
    testsIn('test/infra/county-choices.test.ts')(
      'kms: every table and bucket of data lies under the one data key, and the wrapping key apart',
    ),
  ),
  '11.2.3': exception(
    'The token key is RSA of 2048 bits, some 112 bits of security. Version 1 of the protocol fixes it: with 3072 the sealed ballot of a large unit would outgrow one write unit. It is made for one session and worth something until the box is closed. Keys of staff tokens (RS256) are the issuer’s, and usually as long.',
    {
      means:
        'Who factors 2048 bits within a day could cast ballots without a card, which the head count shows. It opens no ballot: those are sealed with 128 bits and more.',
    },
    blind('is 2048 bits, e = 65537, rsaEncryption, in its one DER form'),
    hpke('opens the published encryptions of P-256, HKDF-SHA256 and AES-128-GCM'),
  ),
  '11.3.1': tested(WEAK),
  '11.3.2': tested(
    WEAK,
    testsIn('test/unit/protocol/protocol-vectors.test.ts')(
      'for the ciphertext of every ballot that was sealed as the page says',
    ),
  ),
  '11.3.3': tested(
    sealed('is void and stops nothing: each reason, beside a good ballot'),
    hpke('does not open for another slot, another ballot, another teller, or altered'),
    testsIn('test/unit/functions/keys/key-wrap.test.ts')(
      'refuses another purpose, session, county or wrapping key, and any altered byte',
    ),
  ),
  '11.4.1': tested(WEAK),
  '11.4.2': notApplicable(
    'No password is stored by us: Cognito or the issuer does. Passwords of trials on one machine are made by chance and shown at the start.',
  ),
  '11.4.3': tested(
    WEAK,
    testsIn('test/unit/protocol/protocol-vectors.test.ts')(
      'for the board, its root, and what a teller finds in the box',
    ),
  ),
  '11.4.4': notApplicable(
    'No key is derived from a password. The check code stretches a hash by 100 000 rounds, so that one code cannot be sought for two manifests.',
    testsIn('test/unit/protocol/protocol-vectors.test.ts')(
      'for the manifest, the token key on the card, the arming hash and the check code',
    ),
  ),
  '11.5.1': exception(
    'All secrets are 256 bits of the platform’s generator but one: the code on a card has 80, since people type it. It works online only, once, for hours.',
    { means: 'As 6.5.2: who has the table of people and 2^80 hashes to spend finds a code.' },
    source('takes chance from the platform’s generator, never from Math.random'),
    testsIn('test/unit/opinions/opinion-receipt.test.ts')('is 32 bytes of chance'),
    code('has 16 characters of Crockford base32, and all 32 of them come up'),
  ),
  '11.6.1': tested(
    blind('is 2048 bits, e = 65537, rsaEncryption, in its one DER form'),
    testsIn('test/integration/registry/cards-and-freeze.test.ts')(
      'asked again it answers the same public keys; the private ones unwrap for their own purpose only',
    ),
    hpke('pass the trial, and their private halves cannot be exported'),
  ),
};
