import { TRUST_PARTS } from './parts.ts';
import type { PlayedPart, TrustReport } from './trust-report.ts';

const shortDay = (iso: string): string => iso.slice(0, 16).replace('T', ' ');

function sectionOf({ name, command, ended, seconds, cores, exitCode, printed }: PlayedPart): string {
  const says = TRUST_PARTS.find((part) => part.name === name)?.says ?? '';
  return `## ${name}
${exitCode === 0 ? 'Holds' : `**Does not hold** (exit code ${exitCode})`}: ${says}.

\`${command}\`, ended ${shortDay(ended)} UTC after ${seconds} s on ${cores} cores:

\`\`\`
${printed.join('\n')}
\`\`\`
`;
}

/** docs/trust/report.md */
export const reportPage = (
  report: TrustReport,
): string => `# What was tried against the secret ballot, and what came of it

Written by \`npm run trust\`; not by hand. It judged the sources whose hash is \`${report.judged}\`
(SHA-256 over \`sha256sum\`'s lines of the files named in [judged-sources.ts](../../test/trust/judged-sources.ts)); \`npm test\` fails once they are others. A part may have run on
another day than its neighbours, never on other sources. Survivors of mutation, each with its reason: [mutation.md](mutation.md).

| part | holds | ended (UTC) | seconds |
| --- | --- | --- | --- |
${report.parts.map(({ name, exitCode, ended, seconds }) => `| [${name}](#${name}) | ${exitCode === 0 ? 'yes' : '**no**'} | ${shortDay(ended)} | ${seconds} |`).join('\n')}

${report.parts.map(sectionOf).join('\n')}`;
