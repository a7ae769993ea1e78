import type { PreTokenGenerationV2TriggerEvent } from 'aws-lambda';
import { describe, expect, it, test } from 'vitest';
import { claimsOf } from '../../../../functions/staff-claims/claims.ts';
import { makeHandler } from '../../../../functions/staff-claims/handler.ts';
import { STAFF_ROLES } from '../../../../shared/contract/operation.ts';

const COUNTY = 'tuanfeng';
const OFFICES = STAFF_ROLES.filter((role) => role !== 'unit-clerk');

describe('an account of the pool', () => {
  it.each(OFFICES)('in the group %s alone has that role, and no unit though it names one', (role) => {
    const account = { groups: ['readers', role], attributes: { name: ' 王某 ', 'custom:unit': 'chengguan' } };
    expect(claimsOf(account, COUNTY)).toEqual({ county: COUNTY, role, name: '王某' });
  });

  it("of a unit's clerk is bound to the unit", () => {
    const account = { groups: ['unit-clerk'], attributes: { name: '李某', 'custom:unit': 'chengguan' } };
    expect(claimsOf(account, COUNTY)).toEqual({ county: COUNTY, role: 'unit-clerk', name: '李某', unit: 'chengguan' });
  });

  it.each([
    ['no group', { groups: [], attributes: { name: '王某' } }],
    ['a group that is no role', { groups: ['admin'], attributes: { name: '王某' } }],
    [
      'two roles, of which nobody could say which acts',
      { groups: ['auditor', 'county-leader'], attributes: { name: '王某' } },
    ],
    ['no name', { groups: ['auditor'], attributes: {} }],
    ['a blank name', { groups: ['auditor'], attributes: { name: '  ' } }],
    ["a clerk's role without a unit", { groups: ['unit-clerk'], attributes: { name: '李某' } }],
    [
      'a role and a county in attributes alone',
      { groups: [], attributes: { name: '王某', 'custom:role': 'auditor', 'custom:county': COUNTY } },
    ],
  ])('with %s has no claim at all', (_, account) => {
    expect(claimsOf(account, COUNTY)).toEqual({});
  });
});

const event: PreTokenGenerationV2TriggerEvent = {
  version: '2',
  triggerSource: 'TokenGeneration_HostedAuth',
  region: 'ap-east-1',
  userPoolId: 'ap-east-1_pool',
  userName: 'wang',
  callerContext: { awsSdkVersion: '1', clientId: 'console' },
  request: { userAttributes: { name: '王某' }, groupConfiguration: { groupsToOverride: ['auditor'] } },
  response: { claimsAndScopeOverrideDetails: {} },
};

test('claims go into the access token, and nothing else of the event changes', async () => {
  expect(await makeHandler({ COUNTY })(event)).toEqual({
    ...event,
    response: {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: { claimsToAddOrOverride: { county: COUNTY, role: 'auditor', name: '王某' } },
      },
    },
  });
});

test('without its county in the environment no token is signed', async () => {
  await expect(makeHandler({})(event)).rejects.toThrow('the environment variable COUNTY is missing');
  await expect(makeHandler({ COUNTY: '' })(event)).rejects.toThrow('the environment variable COUNTY is missing');
});
