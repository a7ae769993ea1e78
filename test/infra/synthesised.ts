import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { readCounty } from '../../infra/county-files.ts';
import type { CountySettings } from '../../infra/county-settings.ts';
import { CountyStack, type CountyStackProps } from '../../infra/county-stack.ts';

export const SAMPLE: CountySettings = readCounty(new URL('../../infra/counties/', import.meta.url), 'tuanfeng');

export const COGNITO = { kind: 'cognito', domainPrefix: 'tuanfeng-shuangshu' } as const;

const resource = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DependsOn: z.array(z.string()).exactOptional(),
  DeletionPolicy: z.string().exactOptional(),
});
export type Resource = z.output<typeof resource>;

const statement = z.strictObject({
  Effect: z.string(),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.unknown(),
  Condition: z.record(z.string(), z.record(z.string(), z.unknown())).exactOptional(),
});
export type Statement = z.output<typeof statement>;

const document = z.object({ Resources: z.record(z.string(), resource) });
const rolePolicies = z.object({
  Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(statement) }) })),
});

/** A template, and what tests ask of it. */
export class Synthesised {
  readonly stack: Stack;
  readonly template: Template;
  readonly all: Readonly<Record<string, Resource>>;

  constructor(stack: Stack) {
    this.stack = stack;
    this.template = Template.fromStack(stack);
    this.all = document.parse(this.template.toJSON()).Resources;
  }

  get text(): string {
    return JSON.stringify(this.template.toJSON());
  }

  of(type: string): readonly (readonly [string, Resource])[] {
    return Object.entries(this.all).filter(([, { Type }]) => Type === type);
  }

  /** The one resource of a type whose id begins so. */
  one(type: string, start = ''): readonly [string, Resource] {
    const [found, another] = this.of(type).filter(([id]) => id.startsWith(start));
    if (found === undefined || another !== undefined) throw new Error(`not one ${type} ${start}`);
    return found;
  }

  propertiesOf(type: string, start = ''): Readonly<Record<string, unknown>> {
    return this.one(type, start)[1].Properties;
  }

  /** What a function's role lets it do. */
  rightsOf(name: string): readonly Statement[] {
    const { Policies } = rolePolicies.parse(this.propertiesOf('AWS::IAM::Role', `Function${name}Role`));
    return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  }
}

/** The county of the sample with other settings, its code left out, and the stack at the edge where there is one. */
export function synthesise(
  changes: Partial<CountySettings> = {},
  props: CountyStackProps = {},
): { readonly county: Synthesised; readonly edge: Synthesised | null } {
  const app = new App({ context: { 'aws:cdk:bundling-stacks': [] } });
  const stack = new CountyStack(app, 'County', { ...SAMPLE, ...changes }, props);
  const edge = app.node.tryFindChild('County-edge');
  return { county: new Synthesised(stack), edge: edge instanceof Stack ? new Synthesised(edge) : null };
}
