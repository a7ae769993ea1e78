import { STAFF_ROLES } from '../../shared/contract/operation.ts';

/** An account of the county's Cognito pool, as Cognito hands it over before it signs a token. */
export interface PoolAccount {
  /** The groups of the account; a role is a group of its name, which nobody but an administrator of the pool can give. */
  readonly groups: readonly string[];
  /** `name`, and of a unit's clerk `custom:unit`. */
  readonly attributes: Readonly<Record<string, string>>;
}

const textOf = (attributes: PoolAccount['attributes'], name: string): string => attributes[name]?.trim() ?? '';

/**
 * The claims of a member of staff (functions/http/staff-token.ts reads them). None at all for an account without a name, with no
 * role or with more than one, and for a unit's clerk without a unit: the console then says that the account has no role here.
 */
export function claimsOf({ groups, attributes }: PoolAccount, county: string): Readonly<Record<string, string>> {
  const [role, another] = STAFF_ROLES.filter((each) => groups.includes(each));
  const name = textOf(attributes, 'name');
  const unit = textOf(attributes, 'custom:unit');
  if (role === undefined || another !== undefined || name === '') return {};
  if (role !== 'unit-clerk') return { county, role, name };
  return unit === '' ? {} : { county, role, name, unit };
}
