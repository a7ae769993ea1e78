import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as z from 'zod';
import { readCounty } from '../../infra/county-files.ts';
import type { CountySettings } from '../../infra/county-settings.ts';
import { CountyStack, type CountyStackProps } from '../../infra/county-stack.ts';

export const SAMPLE: CountySettings = readCounty(new URL('../../infra/counties/', import.meta.url), 'tuanfeng');

export const COGNITO = { kind: 'cognito', domainPrefix: 'tuanfeng-shuangshu' } as const;

export interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const document = z.object({ Resources: z.record(z.string(), z.looseObject({ Type: z.string() })) });

/** A template, and what tests ask of it. */
export class Synthesised {
  readonly stack: Stack;
  readonly template: Template;
  readonly all: Readonly<Record<string, Resource>>;

  constructor(stack: Stack) {
    this.stack = stack;
    this.template = Template.fromStack(stack);
    const { Resources } = document.parse(this.template.toJSON());
    this.all = Object.fromEntries(
      Object.entries(Resources).map(([id, resource]) => [id, { Properties: {}, ...resource } as Resource]),
    );
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
    return Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement as unknown as readonly Statement[]);
  }
}

const rolePolicies = z.object({
  Policies: z.array(z.object({ PolicyDocument: z.object({ Statement: z.array(z.looseObject({})) }) })),
});

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
