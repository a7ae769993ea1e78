import ts from 'typescript';

/** What deployed code (functions, shared, web) never does, told by its syntax. */
export interface SourceRule {
  /** Completes “the code …”. */
  readonly title: string;
  /** Only files under it; default: all that is deployed. */
  readonly under?: string;
  readonly breaks: (node: ts.Node) => boolean;
  /** Code that the rule finds: each breaks it once. */
  readonly planted: readonly string[];
  /** `file: text` of what is found and is as it should be, with the reason. */
  readonly answered?: Readonly<Record<string, string>>;
}

const nameOf = (node: ts.Expression): string =>
  ts.isPropertyAccessExpression(node) ? node.name.text : ts.isIdentifier(node) ? node.text : '';
const textOf = (node: ts.Node | undefined): string | undefined =>
  node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
const isCallOf = (node: ts.Node, ...names: readonly string[]): node is ts.CallExpression | ts.NewExpression =>
  (ts.isCallExpression(node) || ts.isNewExpression(node)) && names.includes(nameOf(node.expression));
const isNamed = (node: ts.Node, ...names: readonly string[]): boolean =>
  (ts.isIdentifier(node) && names.includes(node.text)) || (ts.isStringLiteralLike(node) && names.includes(node.text));
const isMember = (node: ts.Node, owner: string, ...names: readonly string[]): boolean =>
  ts.isPropertyAccessExpression(node) && nameOf(node.expression) === owner && names.includes(node.name.text);

const PROGRAMS = /^(node:)?(child_process|cluster|vm|worker_threads)$/;
const MARKUP = [
  'innerHTML',
  'outerHTML',
  'insertAdjacentHTML',
  'dangerouslySetInnerHTML',
  'createContextualFragment',
  'srcdoc',
];
const WEAK =
  /^(md[245]|sha-?1|ripemd-?160|rc4|(3|triple)?des(-.+)?|aes-?\d*-(ecb|cbc|ctr|cfb|ofb)|rsaes-pkcs1-v1_5|rsa1_5)$/i;
/** A name or a value of an expression of DynamoDB; keys of items are in capitals. */
const EXPRESSION = /(^|[\s(`])[:#][a-z]\w*|attribute_(not_)?exists|\b(AND|OR|SET|ADD|REMOVE|DELETE)\b/;

const followsNoRedirect = (options: ts.Node | undefined): boolean =>
  options !== undefined &&
  ts.isObjectLiteralExpression(options) &&
  options.properties.some(
    (each) =>
      ts.isPropertyAssignment(each) && each.name.getText() === 'redirect' && textOf(each.initializer) === 'error',
  );

export const SOURCE_RULES = {
  noTextAsCode: {
    title: 'runs no text as code',
    breaks: (node) =>
      isCallOf(node, 'eval', 'Function') ||
      (isCallOf(node, 'setTimeout', 'setInterval') && textOf(node.arguments?.[0]) !== undefined) ||
      (ts.isCallExpression(node) &&
        node.expression.kind === ts.SyntaxKind.ImportKeyword &&
        textOf(node.arguments[0]) === undefined),
    planted: ['eval(given)', 'new Function(given)', 'setTimeout("run()", 1)', 'import(given)'],
  },
  noProgram: {
    title: 'starts no program and no other context of code',
    breaks: (node) => PROGRAMS.test(textOf(node) ?? ''),
    planted: ['import { exec } from "node:child_process"', 'require("vm")'],
  },
  noPatternOfData: {
    title: 'makes no regular expression out of data',
    breaks: (node) => isCallOf(node, 'RegExp') && textOf(node.arguments?.[0]) === undefined,
    planted: ['new RegExp(given)', `RegExp(\`^\${given}\`)`],
    answered: {
      'functions/http/list-file/csv-reader.ts: new RegExp(': 'the separator, one of the few that a CSV may have',
      'functions/http/list-file/workbook-reader.ts: new RegExp(':
        'the name of an attribute, which the code names itself',
      'shared/contract/formats.ts: new RegExp(': 'a length, which the contract names itself',
    },
  },
  noMarkupOfText: {
    title: 'makes no markup of text in a page',
    breaks: (node) =>
      (ts.isIdentifier(node) && MARKUP.includes(node.text)) || isMember(node, 'document', 'write', 'writeln'),
    planted: [
      'place.innerHTML = given',
      'const shown = <p dangerouslySetInnerHTML={given} />',
      'document.write(given)',
    ],
  },
  chanceOfThePlatform: {
    title: 'takes chance from the platform’s generator, never from Math.random',
    breaks: (node) => isMember(node, 'Math', 'random'),
    planted: ['const id = Math.random()'],
  },
  strongAlgorithms: {
    title: 'names no weak hash, cipher, mode or padding',
    breaks: (node) =>
      WEAK.test(textOf(node) ?? '') ||
      isNamed(node, 'RSA_PKCS1_PADDING', 'RSA_PKCS1_OAEP_PADDING') ||
      (isCallOf(node, 'createHash', 'createHmac') && !/^sha(256|384|512)$/.test(textOf(node.arguments?.[0]) ?? '')),
    planted: [
      'const mode = "AES-CBC"',
      'const hash = { name: "SHA-1" }',
      'createHash(given)',
      'sign({ padding: constants.RSA_PKCS1_PADDING })',
    ],
  },
  noCookie: {
    title: 'sets and reads no cookie',
    breaks: (node) => isMember(node, 'document', 'cookie') || /^(set-)?cookies?$/i.test(textOf(node) ?? ''),
    planted: ['document.cookie = given', 'const headers = { "set-cookie": given }'],
  },
  everyCertificate: {
    title: 'leaves no certificate unchecked',
    breaks: (node) => isNamed(node, 'rejectUnauthorized', 'NODE_TLS_REJECT_UNAUTHORIZED', 'checkServerIdentity'),
    planted: ['new Agent({ rejectUnauthorized: false })', 'process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0"'],
  },
  noRedirect: {
    title: 'follows no redirect from a function',
    under: 'functions',
    breaks: (node) => isCallOf(node, 'fetch') && !followsNoRedirect(node.arguments?.[1]),
    planted: ['fetch(address)', 'fetch(address, { redirect: "follow" })'],
  },
  onlyTheIssuer: {
    title: 'asks from a function nobody but AWS, by its SDK, and the configured issuer',
    under: 'functions',
    breaks: (node) =>
      isCallOf(node, 'fetch') ||
      /^(node:)?(https?|http2|net|tls|dgram|dns)$|^(undici|axios|got)$/.test(textOf(node) ?? ''),
    planted: ['fetch(address, { redirect: "error" })', 'import { request } from "node:https"'],
    answered: {
      'functions/http/staff-token.ts: fetch(uri': 'the key set that the issuer’s description names',
      'functions/http/reach/staff-tokens.ts: fetch(address': 'the description of the issuer that the environment names',
    },
  },
  noOtherWindow: {
    title: 'listens to no other window and opens none',
    under: 'web',
    breaks: (node) =>
      (isCallOf(node, 'addEventListener') && textOf(node.arguments?.[0]) === 'message') ||
      isMember(node, 'window', 'open', 'opener', 'onmessage', 'parent') ||
      isNamed(node, 'WebSocket', 'EventSource', 'RTCPeerConnection'),
    planted: [
      'addEventListener("message", take)',
      'window.onmessage = take',
      'window.open(given)',
      'new WebSocket(given)',
    ],
  },
  strictComparison: {
    title: 'compares strictly',
    breaks: (node) =>
      ts.isBinaryExpression(node) &&
      [ts.SyntaxKind.EqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsToken].includes(node.operatorToken.kind) &&
      // Beside null it asks for undefined as well, and for nothing else.
      node.right.kind !== ts.SyntaxKind.NullKeyword,
    planted: ['given == 1', 'given != ""'],
  },
  noExpressionOfData: {
    title: 'makes no expression of the database out of data',
    under: 'functions/store',
    breaks: (node) => ts.isTemplateExpression(node) && EXPRESSION.test(node.getText()),
    planted: [
      `const ConditionExpression = \`#state = \${given}\``,
      `const asked = \`pk = :pk AND begins_with(sk, \${given})\``,
    ],
    answered: {
      'functions/store/issuing.ts: `${hasACard} OR ${hasAPaper}`': 'two constants',
      'functions/store/opinions.ts: `${opinionIsThere} AND ': 'a constant',
      'functions/store/opinions.ts: `${replyIsNotRated} AND ${takenOver === null ? receiptIsTheFirst : receiptWasReplaced}`':
        'constants',
      'functions/store/opinions.ts: `REMOVE photos[${place}]`': 'a place in a list that was read',
      'functions/store/opinions.ts: `SET photos[${place}] = :to`': 'a place in a list that was read',
      'functions/store/round-lists.ts: `${versionIsTheOneRead} AND ${nobodyReliesOn': 'constants',
      'functions/store/round-lists.ts: `SET units[${place}] = ': 'a place in a list that was read',
    },
  },
} as const satisfies Readonly<Record<string, SourceRule>>;

export const parsed = (file: string, source: string): ts.SourceFile =>
  ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);

/** What in a file breaks a rule, `file: text` each; what is answered for is among it. */
export function breaksIn(file: ts.SourceFile, { breaks }: Pick<SourceRule, 'breaks'>): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (breaks(node)) found.push(`${file.fileName}: ${node.getText().replace(/\s+/g, ' ')}`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
