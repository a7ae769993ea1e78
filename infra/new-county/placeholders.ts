import type { CountySettings } from '../county-settings.ts';
import { PLACEHOLDER_ACCOUNT, PLACEHOLDER_DOMAIN } from './default-settings.ts';

export interface Placeholder {
  /** As `domain.certificate`. */
  readonly field: string;
  readonly value: string;
}

const isPlaceholder = (value: string): boolean =>
  value.split(/[@/:,]/).some((part) => part.endsWith(PLACEHOLDER_DOMAIN) || part === PLACEHOLDER_ACCOUNT);

/** What a deployed county cannot have: names under `.example`, which nobody owns, and an account that is nobody's. */
export function placeholdersOf(settings: CountySettings): readonly Placeholder[] {
  const { account, domain, staff, noticeSender, alarms } = settings;
  const values: readonly (readonly [field: string, value: string | null | undefined])[] = [
    ['account', account],
    ['domain.name', domain?.name],
    ['domain.certificate', domain?.certificate],
    ...(staff.kind === 'issuer'
      ? ([
          ['staff.issuer', staff.issuer],
          ['staff.audience', staff.audience],
        ] as const)
      : []),
    ['noticeSender', noticeSender],
    ...alarms.receivers.map((receiver, place) => [`alarms.receivers.${place}`, receiver] as const),
  ];
  return values.flatMap(([field, value]) =>
    value !== null && value !== undefined && isPlaceholder(value) ? [{ field, value }] : [],
  );
}
