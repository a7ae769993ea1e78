/** Says out loud what the test command did not run here, so that a green run is not taken for more than it is. */
const isSecondEngine = process.env['DYNAMODB_ENDPOINT'] !== undefined;
const left = [
  ...(isSecondEngine
    ? []
    : ['the stores on a second engine (AWS’s DynamoDB Local, needs Java): .ci/run installs and runs it']),
  'the simulated meetings but for 12 seeds and 2 with everything made anew (npm run simulate -- --seeds 10000)',
  'the model of the protocol in every state (npm run model: needs spin and gcc): .ci/run installs and runs it',
  'the insider but for 60 meetings of 10 and of 30 delegates (npm run insider: 1 000 of each of four sizes)',
  'the fuzzing but for a reduced form with fixed seeds (npm run fuzz): .ci/run tries every operation for a minute, with schemathesis',
  'mutation of the protocol, the rules and the ballot functions (npm run mutation): only that docs/trust/report.md, by npm run trust, judged these very sources',
  'the figures (npm run bench) and the rehearsal of six meetings (npm run rehearse -- --all --out DIR): run by hand',
];
process.stdout.write(`\nNot run by this command:\n${left.map((line) => `  - ${line}\n`).join('')}`);
