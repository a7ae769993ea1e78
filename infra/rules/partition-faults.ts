import type { Partition } from '../county-settings.ts';
import type { PartitionServices } from './partition-services.ts';
import { type CfnTemplate, type PlacedText, statementsIn, stringsIn } from './template.ts';

/** What is of one partition alone, as it would stand in a template of the other. */
const FOREIGN: Readonly<Record<Partition, readonly RegExp[]>> = {
  aws: [/\barn:aws-cn:/, /amazonaws\.com\.cn/, /\bcn-north(west)?-1\b/],
  'aws-cn': [
    /\barn:aws:/,
    /amazonaws\.com(?!\.cn)/,
    /amazoncognito\.com|cloudfront\.net|aws\.amazon\.com/,
    /\b(us|eu|ap|sa|ca|me|af|il|mx)-(gov-)?(north|south|east|west|central)[a-z]*-\d\b/,
  ],
};

/** A service principal has no partition in its name, `lambda.amazonaws.com` everywhere; nor has the role that it is linked to. */
const PRINCIPAL_FIELD = /\.Principal(\.Service)?(\.\d+)?$/;
const LINKED_ROLE = /:role\/aws-service-role\/[a-z.-]+\.amazonaws\.com\/\w+$/;

const isForeign = ({ path, text }: PlacedText, partition: Partition): boolean =>
  FOREIGN[partition].some((pattern) => pattern.test(text)) && !PRINCIPAL_FIELD.test(path) && !LINKED_ROLE.test(text);

function lacking(template: CfnTemplate, region: string, { regions }: PartitionServices): readonly string[] {
  const known = regions[region];
  if (known === undefined) return [`${region}: what the region has is not known`];
  const types = new Set(
    Object.values(template.Resources).flatMap(({ Type }) => (Type.startsWith('Custom::') ? [] : [Type])),
  );
  const services = new Set(
    statementsIn(template).flatMap(({ actions }) => actions.map((action) => action.split(':', 1)[0] ?? '')),
  );
  return [
    ...[...types].filter((type) => known.resourceTypes[type] !== true).map((type) => `${region} has no ${type}`),
    ...[...services]
      .filter((service) => known.services[service] !== true)
      .map((service) => `${region} has no service ${service}`),
  ];
}

/**
 * What of a template cannot be in its partition: a literal of the other one, and in `aws-cn` a resource type or the actions of a service
 * that the region lacks, or that nobody has looked up.
 */
export function partitionFaults(
  template: CfnTemplate,
  {
    partition,
    region,
    services,
  }: { readonly partition: Partition; readonly region: string; readonly services: PartitionServices },
): readonly string[] {
  const literals = stringsIn(template)
    .filter((placed) => isForeign(placed, partition))
    .map(({ path, text }) => `${path}: ${text}`);
  return [...literals, ...(partition === 'aws-cn' ? lacking(template, region, services) : [])];
}
